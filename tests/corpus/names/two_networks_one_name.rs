//! refused: `Net` is declared twice in this module; point to the second `Net`, without a flood of errors about generated items

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        output: Dense(3),
        Softmax,
    }
}

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
