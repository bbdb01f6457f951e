//! one mistake
//@ fix: &3 => &Index::new(3).unwrap()

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; 12],
        embed: Embedding(8),
        gru: Gru(32),
        logits: EachStep { dense: Dense(27) },
    }
}

fn main() {
    let (net, mut stream) = (Net::new(1), Net::stream());
    let _ = net.step(&mut stream, &3); //~ &3
}
