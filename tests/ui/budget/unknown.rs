//! one mistake
//@ fix: flahs => flash

use nn_core::prelude::*;

network! {
    #[budget(flahs = 48 * 1024)] //~ flahs
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
