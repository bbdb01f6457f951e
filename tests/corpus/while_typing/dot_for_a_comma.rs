//! refused: the `.` after `Dense(16)` (or `Relu` behind it); lines are separated by commas: write `hidden: Dense(16),` and `Relu` on a line of its own

use nn_core::prelude::*;

network! {
    pub struct Iris {
        input:  [f32; 4],
        hidden: Dense(16).
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Iris::new(1);
    println!("{}", argmax(&net.forward(&[5.1, 3.5, 1.4, 0.2])));
}
