//! one mistake: Prelu
//@ fix: active: Prelu => active: Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        active: Prelu,
        LastStep,
        logits: Dense(12),
    }
}

fn main() {
    let _ = Net::stream(); //~ Net::stream()
}
