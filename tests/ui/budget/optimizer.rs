//! one mistake
//@ fix: Adma => Adam

use nn_core::prelude::*;

network! {
    #[budget(training_ram = 400_000, optimizer = Adma)] //~ Adma
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
