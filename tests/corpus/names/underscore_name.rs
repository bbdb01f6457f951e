//! refused: a layer with weights needs a name that can be a field; at `_`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        _: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
