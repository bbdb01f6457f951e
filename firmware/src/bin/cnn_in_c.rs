//! What `cnn` does, by `in-c/cnn.c`: the same images, and the same counter.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::cnn::{CNN, Cnn, Input};
use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, cnn, digits, print};
use nn_core::layer::{Activation, Softmax};
use nn_core::prelude::*;

firmware::program!(run);

/// The network without Softmax.
type Infer = unsafe extern "C" fn(net: *const Cnn, input: *const Input, output: *mut [f32; 10]);
unsafe extern "C" {
    fn cnn_in_c(net: *const Cnn, input: *const Input, output: *mut [f32; 10]);
    fn cnn_in_c_unfused(net: *const Cnn, input: *const Input, output: *mut [f32; 10]);
}
/// Compiled in two ways.
const WAYS: [(&str, Infer); 2] = [("infer-in-c", cnn_in_c), ("infer-in-c-unfused", cnn_in_c_unfused)];

fn run() -> Status {
    let mut output = [0.0; 10];
    let mut input = [[[0.0; 1]; 28]; 28];
    for (name, infer) in WAYS {
        // SAFETY: a network is a `repr(C)` struct of its layers, the same as the struct in C.
        let infer = |input: &Input, output: &mut [f32; 10]| unsafe { infer(&CNN, input, output) };
        for image in digits::images(digits::IMAGES).iter().step_by(4) {
            cnn::enlarge(image, &mut input);
            infer(&input, &mut output);
            Softmax.forward(&mut output);
            print::number(digits::label(image) as u64);
            print::text(" read as ");
            print::number(argmax(&output) as u64);
            print::bits(&output);
        }
        let about = Work { name, multiply_adds: Cnn::MULTIPLY_ADDS, planned: 0 };
        measure(&about, &mut || infer(black_box(&input), black_box(&mut output)));
    }
    GOOD
}
