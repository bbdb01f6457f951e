//! The digits network learns shifted images: its first layers stay in flash, its last is trained in RAM.
//!
//! A frozen layer costs no gradient, no tape and no optimizer state; here it costs no RAM either, because it is a network of
//! its own in a `static`, whose output is the input of the one that learns.

use core::hint::black_box;
use core::mem::size_of;

use nn_core::prelude::*;

use crate::digits::{DIGITS, Digits, Image, images, label, pixels};

network! {
    /// All of the digits network but its last layer.
    pub struct Front {
        input:  [f32; 64],
        pixels: Standardize(mean = 0.0, scale = 16.0),
        #[frozen]
        hidden: Dense(100),
        Relu,
        #[frozen]
        narrow: Dense(50),
        Relu,
    }
}

network! {
    /// The last layer.
    pub struct Last {
        input:  [f32; 50],
        logits: Dense(10),
        Softmax,
    }
}

/// The first layers, in flash.
pub static FRONT: Front = {
    let Digits { pixels, hidden, narrow, logits: _ } = WHOLE;
    Front { pixels, hidden: nn_core::layer::Frozen(hidden), narrow: nn_core::layer::Frozen(narrow) }
};
/// The digits network.
const WHOLE: Digits = nn_core::weights!(Digits, "weights/digits.nn");

/// Where the last layer starts.
pub static LAST: Last = {
    let Digits { pixels: _, hidden: _, narrow: _, logits } = WHOLE;
    Last { logits }
};

/// Training images, and fresh ones to judge by.
pub static LEARNED: [u8; 500 * size_of::<Image>()] = *include_bytes!("../weights/finetune.images");
/// How many of them are fresh: those at the end.
pub const FRESH: usize = 100;
/// How often the others are gone through.
pub const EPOCHS: usize = 2;

/// The trainer of the last layer.
pub type LastTrainer = FusedTrainer<Last, CrossEntropy>;

/// The images to learn, and the fresh ones.
pub fn split() -> (&'static [Image], &'static [Image]) {
    let images = images(&LEARNED);
    images.split_at_checked(images.len().saturating_sub(FRESH)).unwrap_or_default()
}

/// An image one pixel further to the left, as the front sees it.
#[inline(never)]
pub fn front(image: &Image, features: &mut [f32; 50]) {
    let mut shifted = [0.0; 64];
    for (at, (to, &from)) in shifted.iter_mut().zip(image.iter().skip(1)).enumerate() {
        if at % 8 < 7 {
            *to = f32::from(from);
        }
    }
    FRONT.forward_into(&shifted, features);
}

/// The answer for an image.
#[inline(never)]
pub fn answer(last: &Last, image: &Image, output: &mut [f32; 10]) {
    let mut features = [0.0; 50];
    front(image, &mut features);
    last.forward_into(&features, output);
}

/// How many of some images the network gets right.
pub fn right(last: &Last, images: &[Image]) -> usize {
    let mut output = [0.0; 10];
    let is_right = |image: &&Image| {
        answer(last, image, &mut output);
        argmax(&output) == label(image)
    };
    images.iter().filter(is_right).count()
}

/// One step of training. Front and training are functions of their own, so that the stack of one is free again for the other.
#[inline(never)]
pub fn step(last: &mut Last, trainer: &mut LastTrainer, image: &Image) -> bool {
    let mut features = [0.0; 50];
    front(image, &mut features);
    descend(last, trainer, &features, label(image))
}

#[inline(never)]
fn descend(last: &mut Last, trainer: &mut LastTrainer, features: &[f32; 50], class: usize) -> bool {
    trainer.step(last, features, &class).is_ok()
}

/// Learns the shifted images; whether all went well.
#[inline(never)]
pub fn learn(last: &mut Last, images: &[Image], epochs: usize) -> bool {
    let mut trainer = FusedTrainer::new(last, CrossEntropy, Sgd::new(0.05));
    for _ in 0..epochs {
        for image in images {
            if !step(last, &mut trainer, image) {
                return false;
            }
        }
    }
    true
}

/// Bytes planned for learning, beside the network: pixels and features are input and output of the front.
pub const TRAINING: usize = size_of::<[f32; 64 + 50]>() + Front::INFERENCE_BYTES + Last::FUSED_TRAINING_BYTES;

/// The smallest program that learns.
pub fn only_train() {
    let mut last = black_box(Last::zeros());
    black_box(learn(&mut last, black_box(split().0), 1));
    black_box(last);
}

/// The whole network gives what front and last give.
pub fn same_as_whole(image: &Image) -> bool {
    let mut features = [0.0; 50];
    FRONT.forward_into(&pixels(image), &mut features);
    LAST.forward(&features) == DIGITS.forward(&pixels(image))
}
