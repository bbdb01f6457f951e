//! one mistake: Causal
//@ fix: const KERNEL: usize> => const KERNEL: usize, const HEARD: usize>
//@ fix: padding = Causal), => padding = (2, 0)), whole: [f32; (HEARD, 8)],

use nn_core::prelude::*;

network! {
    pub struct Net<const KERNEL: usize> {
        input: [f32; (49, 10)],
        heard: Conv1d(8, kernel = KERNEL, padding = Causal), //~ KERNEL
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}
