//! refused: the call `Xor::forward(&[1.0, 0.0])`, where the network is missing; make one and ask it: `let net = Xor::new(7);` and `net.forward(&[1.0, 0.0])`
//! flaw: 21 lines

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let answer = Xor::forward(&[1.0, 0.0]);
    println!("{:.3}", answer[0]);
}
