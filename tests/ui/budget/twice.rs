//! one mistake
//@ fix: , ram = 4096 => 

use nn_core::prelude::*;

network! {
    #[budget(ram = 2048, ram = 4096)] //~ ram
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
