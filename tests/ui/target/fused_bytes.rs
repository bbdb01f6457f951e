//! one mistake: Features and u8
//@ fix: &labels[0] => &Label(labels[0])

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
    let mut net = Net::new(7);
    let mut trainer = FusedTrainer::new(&net, CrossEntropy, Sgd::new(0.1));
    let labels = [1u8, 2];
    let _ = trainer.step(&mut net, &[0.0, 1.0], &labels[0]); //~ &labels[0]
}
