//! one mistake: Attention
//@ fix: Attention(2) => Attention(2, causal = true)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(2),
        LastStep,
    }
}

fn main() {
    let _ = Net::stream(); //~ Net::stream()
}
