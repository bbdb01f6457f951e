//! refused: the batch is no part of a shape here; point to `None` and propose `[f32; 784]`

use nn_core::prelude::*;

network! {
    pub struct Model {
        input:  [f32; (None, 784)],
        hidden: Dense(64),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    let model = Model::new(0);
    println!("{}", Model::PARAMETERS);
    let _ = model;
}
