//! refused: a layer takes what the line before it produces; drop `(input)`; at `(input)`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8)(input),
        output: Dense(3)(hidden),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
