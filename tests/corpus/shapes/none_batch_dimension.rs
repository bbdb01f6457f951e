//! refused: the batch is no part of a shape: `[f32; 784]`; at `None`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; (None, 784)],
        hidden: Dense(32),
        Relu,
        output: Dense(10),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 784]));
}
