//! refused: the type comes first: `[f32; 2]`; at `2; f32`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [2; f32],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
