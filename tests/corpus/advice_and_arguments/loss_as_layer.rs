//! refused: `MeanSquaredError` is a loss, not a layer: give it to `Trainer::new`; at `MeanSquaredError`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
        loss:   MeanSquaredError,
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
