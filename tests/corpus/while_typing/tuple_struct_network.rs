//! refused: the lines of a network stand in braces: `struct Net { … }`; at `(` after `Net`

use nn_core::prelude::*;

network! {
    pub struct Net([f32; 4], Dense(8), Tanh, Dense(1));
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
