//! two mistakes
//@ fix: 4096 => 48 * 1024
//@ fix: 512 => 1024

use nn_core::prelude::*;

network! {
    #[budget(
        flash = 4096, //~ 4096
        ram = 512, //~ 512
    )]
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
