//! refused: `Dense` has no `in_features`; inputs are inferred: `Dense(8)`; at `in_features`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(in_features = 4, out_features = 8),
        Relu,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
