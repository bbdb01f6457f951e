//! one mistake: MulticlassHinge and rows
//@ fix: [0.0, 0.0, 1.0] => 2

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
    let mut trainer = FusedTrainer::new(&net, MulticlassHinge::default(), Sgd::new(0.1));
    let target = [0.0, 0.0, 1.0];
    let _ = trainer.step(&mut net, &[0.0, 1.0], &target); //~ &target
}
