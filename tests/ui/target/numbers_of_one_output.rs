//! one mistake: Features and float
//@ fix: [0.5, 1.5] => [[0.5], [1.5]]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 2],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let (mut net, inputs) = (Net::new(7), [[0.0; 2]; 2]);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    let _ = trainer.step(&mut net, &inputs, &[0.5, 1.5]); //~ &[0.5, 1.5]
}
