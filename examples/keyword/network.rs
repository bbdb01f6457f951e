//! The network, and when it has heard a word: nothing of `std`. The program `keyword` of `firmware/` includes this file.

use nn_core::prelude::*;

use super::tones::{BANDS, WORDS};

network! {
    /// The energy in ten bands, frame by frame, in; silence or one of three words out.
    pub struct Keyword<const STEPS: usize> {
        input:  [f32; (STEPS, BANDS)],
        memory: Gru(24),
        LastStep,
        logits: Dense(WORDS.len()),
        Softmax,
    }
}

/// Frames in which a word leads before it counts as heard.
const SURE: usize = 4;

/// Which word leads, and for how many frames.
#[derive(Default)]
pub struct Hearing {
    leader: usize,
    frames: usize,
}

impl Hearing {
    /// The word that is heard by this frame: it has led for some, and does not count again before another leads.
    pub fn word(&mut self, probabilities: &[f32; WORDS.len()]) -> Option<usize> {
        let first = argmax(probabilities);
        self.frames = if first == self.leader { self.frames + 1 } else { 1 };
        self.leader = first;
        (first > 0 && self.frames == SURE).then_some(first)
    }
}
