//! one mistake
//@ fix: &[0.0; 784] => &[[0.0; 784]]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        logits: Dense(10),
    }
}

fn main() {
    let mut net = Net::new(7);
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
    trainer.step(&mut net, &[0.0; 784], &[3]).unwrap(); //~ &[0.0; 784]
}
