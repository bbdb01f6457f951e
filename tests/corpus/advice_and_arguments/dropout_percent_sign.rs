//! refused: a rate is between 0 and 1: `Dropout(0.2)`; at `20%` or `%`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        Dropout(20%),
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
