//! one mistake
//@ fix: answer => output

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 2],
        hidden: Dense(4),
        Tanh,
        answer: Dense(1),
        Sigmoid,
    }
}

static NET: Net = nn_core::weights!(Net, "tests/data/xor_2.nn"); //~ Net

fn main() {
    NET.forward(&[0.0; 2]);
}
