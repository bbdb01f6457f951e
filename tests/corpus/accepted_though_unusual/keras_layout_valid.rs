//! accepted: valid: every activation may have a name, and `bias = true` states the default

use nn_core::prelude::*;

network! {
    pub struct Model {
        inputs:  [f32; 8],
        dense_1: Dense(16, bias = true),
        relu_1:  Relu,
        dense_2: Dense(16, bias = true),
        relu_2:  Relu,
        dense_3: Dense(1),
        outputs: Sigmoid,
    }
}

fn main() {
    let model = Model::new(42);
    println!("{:?}", model.forward(&[0.5; 8]));
}
