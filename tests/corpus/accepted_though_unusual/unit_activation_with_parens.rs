//! accepted: nothing (or, if refused, that `Tanh` needs no parentheses; at `()`)

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh(),
        output: Dense(1),
        Sigmoid(),
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
