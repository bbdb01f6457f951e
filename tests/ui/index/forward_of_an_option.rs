//! one mistake
//@ fix: Index::new(3); => Index::new(3).unwrap();

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
    let a = Index::new(3);
    let _ = net.forward(&[a; 12]); //~ a
}
