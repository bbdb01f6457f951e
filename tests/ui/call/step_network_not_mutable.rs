//! one mistake
//@ fix: let net = => let mut net =
//@ fix: step(&net => step(&mut net

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        logits: Dense(10),
    }
}

fn main() {
    let net = Net::new(7);
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
    trainer.step(&net, &[[0.0; 784]], &[3]).unwrap(); //~ &net
}
