//! one mistake: Conv1d
//@ fix: padding = 1 => padding = (2, 0)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        heard: Conv1d(8, kernel = 3, padding = 1),
        LastStep,
        logits: Dense(12),
    }
}

fn main() {
    let _ = Net::stream(); //~ Net::stream()
}
