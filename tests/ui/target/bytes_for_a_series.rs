//! one mistake
//@ fix: [[1u8, 2, 0, 1]; 2] => [[1usize, 2, 0, 1]; 2]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (4, 2)],
        gru: Gru(4),
        logits: EachStep { each: Dense(3) },
    }
}

fn main() {
    let (mut net, inputs) = (Net::new(7), [[[0.0; 2]; 4]; 2]);
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
    let _ = trainer.step(&mut net, &inputs, &[[1u8, 2, 0, 1]; 2]); //~ &[[1u8, 2, 0, 1]; 2]
}
