//! refused: a size is a whole number: `Dense(16)`; point to `16.0`

use nn_core::prelude::*;

network! {
    struct Net {
        input:  [f32; 3],
        hidden: Dense(16.0),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(2);
    println!("{:?}", net.forward(&[1.0, 2.0, 3.0]));
}
