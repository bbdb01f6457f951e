//! refused: lines end with a comma; at the end of `[f32; 4]` (before `hidden`)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4]
        hidden: Dense(8)
        Relu
        output: Dense(3)
        Softmax
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
