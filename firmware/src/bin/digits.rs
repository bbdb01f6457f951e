//! Reads twenty handwritten digits, the three least certain of the test set among them.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, digits, print};
use nn_core::prelude::*;

firmware::program!(run);

fn run() -> Status {
    let mut output = [0.0; 10];
    for image in digits::images(digits::IMAGES) {
        digits::infer(&digits::DIGITS, &digits::pixels(image), &mut output);
        print::number(digits::label(image) as u64);
        print::text(" read as ");
        print::number(argmax(&output) as u64);
        print::bits(&output);
    }
    let about = Work { name: "infer", multiply_adds: digits::Digits::MULTIPLY_ADDS, planned: digits::INFERENCE };
    let [image, ..] = digits::images(digits::IMAGES) else { return GOOD };
    let input = digits::pixels(image);
    measure(&about, &mut || digits::infer(black_box(&digits::DIGITS), black_box(&input), black_box(&mut output)));
    GOOD
}
