//! The sine of an angle: the field's hello-world.

use core::hint::black_box;

use nn_core::prelude::*;

network! {
    /// An angle from 0 to 2π in, its sine out.
    pub struct Sine {
        input:  [f32; 1],
        first:  Dense(16),
        Relu,
        second: Dense(16),
        Relu,
        output: Dense(1),
    }
}

/// Trained on the host by `tests/firmware.rs`; stays in flash.
pub static SINE: Sine = nn_core::weights!(Sine, "weights/sine.nn");

/// One sine.
#[inline(never)]
pub fn infer(net: &Sine, input: &[f32; 1], output: &mut [f32; 1]) {
    net.forward_into(input, output);
}

/// Bytes planned for it; input and output are the caller's.
pub const INFERENCE: usize = Sine::INFERENCE_BYTES;

/// The smallest program that infers.
pub fn only_infer() {
    let mut output = [0.0];
    infer(black_box(&SINE), black_box(&[0.0]), &mut output);
    black_box(output);
}
