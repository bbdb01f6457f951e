//! one mistake: GroupNorm
//@ fix: norm: GroupNorm(2) => EachStep { norm: GroupNorm(2) }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        norm: GroupNorm(2),
        gru: Gru(32),
    }
}

fn main() {
    Net::stream(); //~ Net::stream()
}
