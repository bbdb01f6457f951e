//! accepted: valid: named arguments may come in any order

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 12],
        hidden: Dense(24, init = HeUniform, bias = false),
        LeakyRelu(slope = 0.2),
        middle: Dense(12, bias = false, init = LeCun),
        Selu,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(9);
    println!("{:?}", net.forward(&[0.3; 12]));
}
