//! refused: `Scale` is no layer: implement `RowLayer` for it; at `Scale` in the network

use nn_core::prelude::*;

#[derive(Clone, PartialEq)]
pub struct Scale;

network! {
    pub struct Net {
        input:  [f32; 4],
        scale:  self::Scale,
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
