//! refused: the shape is one argument: `Reshape((7, 7, 1))`; at `7, 7, 1`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 49],
        image:  Reshape(7, 7, 1),
        Flatten,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 49]));
}
