//! refused: `(8, 9)` in `Reshape((8, 9))`; it has 72 values, and the layer before produces 64: write `Reshape((8, 8))`

use nn_core::prelude::*;

network! {
    pub struct Patches {
        input:  [f32; 64],
        Reshape((8, 9)),
        Tanh,
        Flatten,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    println!("{}", Patches::SUMMARY);
}
