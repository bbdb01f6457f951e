//! refused: the `;` after `Dense(4)`; lines end in a comma: write `hidden: Dense(4),`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4);
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(7);
    println!("{:?}", net.forward(&[0.0, 1.0]));
}
