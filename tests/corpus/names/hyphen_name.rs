//! refused: a name has no hyphen: `hidden_1`; at `-1`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:    [f32; 2],
        hidden-1: Dense(4),
        Tanh,
        output:   Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
