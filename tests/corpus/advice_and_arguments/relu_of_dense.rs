//! refused: `Relu` takes no layer as argument: layers follow each other as lines; point to `Dense(32)` inside the parentheses

use nn_core::prelude::*;

network! {
    struct Net {
        input:  [f32; 10],
        hidden: Relu(Dense(32)),
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(3);
    println!("{:?}", net.forward(&[0.0; 10]));
}
