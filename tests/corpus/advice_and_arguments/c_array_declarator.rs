//! refused: the input is written `input: [f32; 8]`, name first; at `f32 input[8]`

use nn_core::prelude::*;

network! {
    pub struct Motor {
        f32 input[8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let net = Motor::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
