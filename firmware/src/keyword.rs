//! A keyword spotter that listens frame by frame: network and signal are those of `examples/keyword.rs`.

use core::hint::black_box;

#[path = "../../examples/keyword/network.rs"]
mod network;
#[path = "../../examples/keyword/tones.rs"]
pub mod tones;

pub use network::Hearing;
use tones::{BANDS, FRAMES_A_SECOND, WORDS};

/// As it was trained, in windows of 20 frames.
pub type Keyword = network::Keyword<20>;
/// A series of one frame: what one step takes.
pub type OneStep = network::Keyword<1>;
/// What is remembered between frames.
pub type Memory = network::KeywordStream<20>;
/// The probabilities of the words.
pub type Output = [f32; WORDS.len()];

/// Saved by `cargo run --release --example keyword`; stays in flash.
pub static KEYWORD: Keyword = nn_core::weights!(Keyword, "weights/keyword.nn");

/// How long the program listens: eight seconds.
pub const FRAMES: usize = 8 * FRAMES_A_SECOND;

/// The next frame.
#[inline(never)]
pub fn step(net: &Keyword, memory: &mut Memory, frame: &[f32; BANDS]) -> Option<Output> {
    net.step(memory, frame)
}

/// Bytes planned for a step; frame, memory and output are the caller's.
pub const STEP: usize = OneStep::INFERENCE_BYTES;

/// A frame for the smallest program.
static BLANK: [f32; BANDS] = [0.0; BANDS];

/// The smallest program that takes a step.
pub fn only_step() {
    let mut memory = Keyword::stream();
    black_box(step(black_box(&KEYWORD), black_box(&mut memory), black_box(&BLANK)));
}
