//! one mistake: GroupNorm
//@ fix: norm: GroupNorm(4) => norm: LayerNorm

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        norm: GroupNorm(4),
        LastStep,
        logits: Dense(12),
    }
}

fn main() {
    let _ = Net::stream(); //~ Net::stream()
}
