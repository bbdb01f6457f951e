//! one mistake: Standardize
//@ fix: scale: Standardize, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        scale: Standardize,
        gru: Gru(32),
        LastStep,
        logits: Dense(12),
    }
}

fn main() {
    let _ = Net::stream(); //~ Net::stream()
}
