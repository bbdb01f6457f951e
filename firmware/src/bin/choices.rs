//! Learns XOR from normal weights, by a rate that rises and falls along a cosine, keeps it in a slot, and measures what such
//! choices cost.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::choices::{self, Normal, Ram, draw_normal, draw_uniform, step};
use firmware::probe::{Work, measure};
use firmware::xor::{INPUTS, TARGETS, Xor};
use firmware::{GOOD, Status, WRONG, print};
use nn_core::prelude::*;

firmware::program!(run);

fn about(name: &'static str) -> Work {
    Work { name, multiply_adds: 0, planned: 0 }
}

fn run() -> Status {
    let mut net = Normal::zeros();
    draw_normal(&mut net);
    print::text("normal");
    print::bits(net.hidden.weight.as_flattened());
    let mut trainer = FusedTrainer::new(&net, BinaryCrossEntropy, Sgd::new(1.0)).schedule(choices::schedule());
    for _ in 0..512 {
        for (input, target) in INPUTS.iter().zip(&TARGETS) {
            if !step(&mut net, &mut trainer, input, target) {
                return WRONG;
            }
        }
    }
    for (input, [target]) in INPUTS.iter().zip(&TARGETS) {
        let [output] = net.forward(input);
        print::text(if output > 0.5 { "1" } else { "0" });
        print::bits(&[output]);
        if (output - target).abs() >= 0.5 {
            return WRONG;
        }
    }
    measure(&about("cosine"), &mut || {
        black_box(step(&mut net, &mut trainer, black_box(&[1.0, 0.0]), black_box(&[1.0])));
    });
    measure(&about("draw-normal"), &mut || draw_normal(black_box(&mut net)));

    let mut net = Xor::zeros();
    measure(&about("draw-uniform"), &mut || draw_uniform(black_box(&mut net)));
    let mut trainer = FusedTrainer::new(&net, BinaryCrossEntropy, Sgd::new(1.0));
    measure(&about("constant"), &mut || {
        black_box(step(&mut net, &mut trainer, black_box(&[1.0, 0.0]), black_box(&[1.0])));
    });
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.1));
    measure(&about("adam"), &mut || {
        black_box(choices::step_adam(&mut net, &mut trainer));
    });

    let mut memory = Ram([[0xff; _]; 2]);
    let mut again = Xor::zeros();
    if !choices::save(&net, &mut memory) || !choices::load(&mut again, &mut memory) || again != net {
        return WRONG;
    }
    measure(&about("save"), &mut || {
        black_box(choices::save(black_box(&net), &mut memory));
    });
    measure(&about("load"), &mut || {
        black_box(choices::load(black_box(&mut again), &mut memory));
    });
    GOOD
}
