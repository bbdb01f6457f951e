//! refused: the `,` in `[f32; 28, 28, 1]`; several sizes stand in parentheses: write `[f32; (28, 28, 1)]`

use nn_core::prelude::*;

network! {
    pub struct Mnist {
        input:  [f32; 28, 28, 1],
        Flatten,
        hidden: Dense(64),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    println!("{}", Mnist::SUMMARY);
}
