//! refused: the end of `Dense(12)` or the `Tanh` that follows it; a comma is missing: write `hidden: Dense(12),`

use nn_core::prelude::*;

network! {
    /// Accelerometer in, falling or not out.
    pub struct Fall {
        input:  [f32; 3],
        hidden: Dense(12)
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Fall::new(3);
    println!("{:.2}", net.forward(&[0.0, 0.1, 9.8])[0]);
}
