//! refused: a network is not a function: `net.forward(&x)`; point to `net(...)`

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Small::new(0);
    let x = [0.1, 0.2, 0.3, 0.4];
    let y = net(&x);
    println!("{y:?}");
}
