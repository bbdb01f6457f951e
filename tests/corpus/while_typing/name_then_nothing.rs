//! refused: a layer is missing after `hidden:`; at the `,`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: ,
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
