//! refused: `"xor.nn"`, before which a comma is missing: write `weights!(Xor, "xor.nn")`

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

static NET: Xor = nn_core::weights!(Xor "xor.nn");

fn main() {
    println!("{:.3}", NET.forward(&[0.0, 1.0])[0]);
}
