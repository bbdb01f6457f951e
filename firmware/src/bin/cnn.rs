//! Reads five handwritten digits by convolutions, the least certain of `digits` among them.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, cnn, digits, print};
use nn_core::prelude::*;

firmware::program!(run);

fn run() -> Status {
    let mut output = [0.0; 10];
    let mut input = [[[0.0; 1]; 28]; 28];
    for image in digits::images(digits::IMAGES).iter().step_by(4) {
        cnn::enlarge(image, &mut input);
        cnn::infer(&cnn::CNN, &input, &mut output);
        print::number(digits::label(image) as u64);
        print::text(" read as ");
        print::number(argmax(&output) as u64);
        print::bits(&output);
    }
    let about = Work { name: "infer", multiply_adds: cnn::Cnn::MULTIPLY_ADDS, planned: cnn::INFERENCE };
    measure(&about, &mut || cnn::infer(black_box(&cnn::CNN), black_box(&input), black_box(&mut output)));
    GOOD
}
