//! Handwritten digits, trained on the host.

use core::hint::black_box;
use core::mem::size_of;

use nn_core::prelude::*;

network! {
    /// 8×8 pixels of handwriting in, ten digits out: the declaration of `examples/digits.rs`.
    pub struct Digits {
        input:  [f32; 64],
        pixels: Standardize(mean = 0.0, scale = 16.0),
        hidden: Dense(100),
        Relu,
        narrow: Dense(50),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

/// Saved by `cargo run --release --example digits`; stays in flash.
pub static DIGITS: Digits = nn_core::weights!(Digits, "weights/digits.nn");

/// An image as bytes: 64 pixels from 0 to 16, then what it shows.
pub type Image = [u8; 65];
/// Twenty test images, the three that the network is least certain of among them.
pub static IMAGES: &[u8; 20 * size_of::<Image>()] = include_bytes!("../weights/digits.images");

/// The images in some bytes.
pub fn images(bytes: &[u8]) -> &[Image] {
    bytes.as_chunks().0
}

/// The pixels of an image as a network takes them.
pub fn pixels(image: &Image) -> [f32; 64] {
    let mut pixels = [0.0; 64];
    for (pixel, &byte) in pixels.iter_mut().zip(image) {
        *pixel = f32::from(byte);
    }
    pixels
}

/// What an image shows.
pub fn label(image: &Image) -> usize {
    let [.., label] = image;
    usize::from(*label)
}

/// The probabilities of the ten digits.
#[inline(never)]
pub fn infer(net: &Digits, input: &[f32; 64], output: &mut [f32; 10]) {
    net.forward_into(input, output);
}

/// Bytes planned for it; input and output are the caller's.
pub const INFERENCE: usize = Digits::INFERENCE_BYTES;

/// An input for the smallest program.
static BLANK: [f32; 64] = [0.0; 64];

/// The smallest program that infers.
pub fn only_infer() {
    let mut output = [0.0; 10];
    infer(black_box(&DIGITS), black_box(&BLANK), &mut output);
    black_box(output);
}
