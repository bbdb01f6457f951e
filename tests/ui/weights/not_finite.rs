//! one mistake: 1 and 16
//@ fix: ruined.nn => xor.nn

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

static NET: Net = nn_core::weights!(Net, "tests/data/ruined.nn"); //~ "tests/data/ruined.nn"

fn main() {
    NET.forward(&[0.0; 2]);
}
