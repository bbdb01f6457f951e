//! one mistake
//@ fix: 40 * 1024 => 48 * 1024

use nn_core::prelude::*;

network! {
    #[budget(flash = 40 * 1024)] //~ 40 * 1024
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
