//! Learns images shifted by one pixel, with all layers but the last in flash.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::finetune::{EPOCHS, FRESH, LAST, TRAINING, answer, learn, right, same_as_whole, split, step};
use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, WRONG, print};
use nn_core::prelude::*;

firmware::program!(run);

fn run() -> Status {
    let (images, fresh) = split();
    if !images.iter().take(3).all(same_as_whole) {
        return WRONG;
    }
    let mut last = LAST.clone();
    let before = right(&last, fresh);
    if !learn(&mut last, images, EPOCHS) {
        return WRONG;
    }
    let after = right(&last, fresh);
    for (text, count) in [("fresh shifted images: ", FRESH), ("right before: ", before), ("right after: ", after)] {
        print::text(text);
        print::number(count as u64);
        print::text("\n");
    }
    if let [image, ..] = fresh {
        print::text("probabilities of the first:");
        let mut output = [0.0; 10];
        answer(&last, image, &mut output);
        print::bits(&output);
        let mut trainer = FusedTrainer::new(&last, CrossEntropy, Sgd::new(0.05));
        let about = Work { name: "step", multiply_adds: 0, planned: 0 };
        measure(&about, &mut || {
            black_box(step(&mut last, &mut trainer, black_box(image)));
        });
        let about = Work { name: "learn", multiply_adds: 0, planned: TRAINING };
        measure(&about, &mut || {
            black_box(learn(&mut last, black_box(core::slice::from_ref(image)), 1));
        });
    }
    if after * 10 >= FRESH * 9 { GOOD } else { WRONG }
}
