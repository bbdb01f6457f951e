//! one mistake
//@ fix: &[3; 12] => &[Index::new(3).unwrap(); 12]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; 12],
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {
    let net = Net::new(1);
    let _ = net.forward(&[3; 12]); //~ 3
}
