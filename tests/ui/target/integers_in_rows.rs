//! one mistake: Features and integer
//@ fix: [[1, 0, 0], [0, 1, 0]] => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 2],
        hidden: Dense(4),
        Relu,
        logits: Dense(3),
    }
}

fn main() {
    let (mut net, inputs) = (Net::new(7), [[0.0; 2]; 2]);
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
    let _ = trainer.step(&mut net, &inputs, &[[1, 0, 0], [0, 1, 0]]); //~ &[[1, 0, 0], [0, 1, 0]]
}
