//! refused: the `-1` in `Reshape((-1, 8))`; a size is not inferred here: write `Reshape((8, 8))`

use nn_core::prelude::*;

network! {
    pub struct Patches {
        input:  [f32; 64],
        Reshape((-1, 8)),
        Tanh,
        Flatten,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    println!("{}", Patches::SUMMARY);
}
