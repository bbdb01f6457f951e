//! refused: layers one after the other are lines, or a block `Chain { … }`, not a list; at `[`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        body:  [Dense(8), Relu, Dense(8), Relu],
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
