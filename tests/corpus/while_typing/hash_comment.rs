//! refused: comments begin with `//` in Rust; at `#`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        # first hidden layer
        hidden: Dense(8),
        Relu,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
