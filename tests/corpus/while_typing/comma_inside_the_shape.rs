//! refused: the `,` in `[f32, 2]` (or the shape); a shape is written with a semicolon: `[f32; 2]`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32, 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(7);
    println!("{:?}", net.forward(&[0.0, 1.0]));
}
