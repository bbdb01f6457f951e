//! refused: layers cannot be multiplied: write three lines, each with its own name; at `*`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 8],
        hidden: Dense(8) * 3,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
