//! refused: an array type is `[f32; 8]`, not `f32[8]`; at `f32[8]`

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  f32[8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let net = Motor::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
