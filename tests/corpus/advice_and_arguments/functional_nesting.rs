//! refused: `Relu` takes no layer as argument: `hidden: Dense(8), Relu,`; at `Dense(8)` inside `Relu`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Relu(Dense(8)),
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
