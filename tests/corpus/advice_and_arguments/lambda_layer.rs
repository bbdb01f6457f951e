//! refused: a closure is no layer: write a type with `RowLayer`; at `|x|`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        double: |x| x * 2.0,
        hidden: Dense(8),
        Relu,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
