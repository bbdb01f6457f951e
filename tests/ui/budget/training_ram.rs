//! one mistake
//@ fix: optimizer = Adam => optimizer = Sgd

use nn_core::prelude::*;

network! {
    #[budget(training_ram = 100_000, optimizer = Adam)] //~ 100_000
    pub struct Net {
        input: [f32; 64],
        hidden: Dense(100),
        Relu,
        narrow: Dense(50),
        Relu,
        logits: Dense(10),
    }
}

fn main() {}
