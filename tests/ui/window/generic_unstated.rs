//! one mistake: heard
//@ fix: const STEPS: usize> => const STEPS: usize, const HEARD: usize>
//@ fix: kernel = 3), => kernel = 3), whole: [f32; (HEARD, 8)],

use nn_core::prelude::*;

network! {
    pub struct Net<const STEPS: usize> {
        input: [f32; (STEPS, 10)],
        heard: Conv1d(8, kernel = 3), //~ Conv1d
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}
