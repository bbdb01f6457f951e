//! Trains XOR from scratch until all four answers are right.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, WRONG, print, xor};
use nn_core::prelude::*;

firmware::program!(run);

fn run() -> Status {
    #[cfg(target_os = "none")]
    if !firmware::probe::counter_is_exact() {
        print::text("the counter miscounts\n");
        return WRONG;
    }
    let mut net = xor::Xor::zeros();
    let Some(epochs) = xor::learn(&mut net, 1) else { return WRONG };
    print::text("learned in ");
    print::number(u64::from(epochs));
    print::text(" epochs\n");
    for input in &xor::INPUTS {
        let mut output = [0.0];
        xor::infer(&net, input, &mut output);
        print::text(if output[0] > 0.5 { "1" } else { "0" });
        print::bits(&output);
    }

    let mut output = [0.0];
    for (name, input) in
        [("infer-00", [0.0; 2]), ("infer-01", [0.0, 1.0]), ("infer", [1.0, 0.0]), ("infer-11", [1.0; 2])]
    {
        let about = Work { name, multiply_adds: xor::Xor::MULTIPLY_ADDS, planned: xor::INFERENCE };
        measure(&about, &mut || xor::infer(black_box(&net), black_box(&input), black_box(&mut output)));
    }
    let mut pupil = net.clone();
    let mut trainer = FusedTrainer::new(&pupil, BinaryCrossEntropy, Sgd::new(1.0));
    let about = Work { name: "step", multiply_adds: 0, planned: 0 };
    measure(&about, &mut || {
        black_box(xor::step(&mut pupil, &mut trainer, black_box(&[1.0, 0.0]), black_box(&[1.0])));
    });
    let about = Work { name: "learn", multiply_adds: 0, planned: xor::TRAINING };
    measure(&about, &mut || {
        let mut net = xor::Xor::zeros();
        black_box(xor::learn(black_box(&mut net), 1).is_some());
    });
    GOOD
}
