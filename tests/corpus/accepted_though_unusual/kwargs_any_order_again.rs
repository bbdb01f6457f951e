//! accepted: nothing: named settings come in any order

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8, init = HeUniform, bias = false),
        Elu(alpha = 0.5),
        output: Dense(3, bias = false, init = Zeros),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
