//! one mistake: BinaryCrossEntropy and numbers
//@ fix: [1usize, 2] => [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 2],
        hidden: Dense(4),
        Relu,
        logits: Dense(3), Sigmoid,
    }
}

fn main() {
    let (mut net, inputs) = (Net::new(7), [[0.0; 2]; 2]);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.1));
    let _ = trainer.step(&mut net, &inputs, &[1usize, 2]); //~ &[1usize, 2]
}
