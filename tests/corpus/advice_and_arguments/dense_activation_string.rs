//! refused: an activation is a line of its own: `Dense(8), Relu,`; at `activation`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8, activation = "relu"),
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
