//! Handwritten digits as 28×28 pixels, read by convolutions; trained on the host.

mod network;

use core::hint::black_box;

pub use network::Cnn;

use crate::digits::Image;

/// Saved by `cargo test --release --test firmware -- --ignored cnn`; stays in flash.
pub static CNN: Cnn = nn_core::weights!(Cnn, "weights/cnn.nn");

/// What the network takes: rows of pixels with one channel.
pub type Input = [[[f32; 1]; 28]; 28];

/// Enlarges an image of 8×8 pixels from 0 to 16 to one of 28×28 from 0 to 1.
pub fn enlarge(image: &Image, input: &mut Input) {
    for (y, row) in input.iter_mut().enumerate() {
        for (x, [pixel]) in row.iter_mut().enumerate() {
            *pixel = f32::from(image.get(y * 2 / 7 * 8 + x * 2 / 7).copied().unwrap_or_default()) / 16.0;
        }
    }
}

/// The probabilities of the ten digits.
#[inline(never)]
pub fn infer(net: &Cnn, input: &Input, output: &mut [f32; 10]) {
    net.forward_into(input, output);
}

/// Bytes planned for it; input and output are the caller's.
pub const INFERENCE: usize = Cnn::INFERENCE_BYTES;

/// An input for the smallest program.
static BLANK: Input = [[[0.0; 1]; 28]; 28];

/// The smallest program that infers.
pub fn only_infer() {
    let mut output = [0.0; 10];
    infer(black_box(&CNN), black_box(&BLANK), &mut output);
    black_box(output);
}
