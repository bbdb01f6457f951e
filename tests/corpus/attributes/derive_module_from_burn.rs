//! refused: `Module` in `#[derive(Module)]`; there is no such derive, and none is needed: delete the attribute

use nn_core::prelude::*;

network! {
    #[derive(Module)]
    pub struct Model {
        input:   [f32; 64],
        linear1: Dense(32),
        Relu,
        linear2: Dense(10),
        Softmax,
    }
}

fn main() {
    let model = Model::new(0);
    println!("{}", argmax(&model.forward(&[0.0; 64])));
}
