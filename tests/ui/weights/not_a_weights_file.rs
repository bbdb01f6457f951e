//! one mistake
//@ fix: Cargo.toml => tests/data/xor.nn

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

static NET: Net = nn_core::weights!(Net, "Cargo.toml"); //~ "Cargo.toml"

fn main() {
    NET.forward(&[0.0; 2]);
}
