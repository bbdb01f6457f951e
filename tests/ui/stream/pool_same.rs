//! one mistake: MaxPool1d
//@ fix: padding = Same => padding = Causal

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        MaxPool1d(2, padding = Same),
        LastStep,
        logits: Dense(12),
    }
}

fn main() {
    let _ = Net::stream(); //~ Net::stream()
}
