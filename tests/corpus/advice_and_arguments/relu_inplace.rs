//! refused: `inplace` (or the argument as a whole) in `Relu(inplace = true)`; `Relu` takes no arguments: write `Relu`

use nn_core::prelude::*;

network! {
    pub struct Policy {
        input:  [f32; 6],
        hidden: Dense(24),
        Relu(inplace = true),
        action: Dense(2),
        Tanh,
    }
}

fn main() {
    let net = Policy::new(12);
    println!("{:?}", net.forward(&[0.0, 0.1, 0.2, 0.3, 0.4, 0.5]));
}
