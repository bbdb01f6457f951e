//! one mistake
//@ fix: new(&other => new(&net

use nn_core::prelude::*;

network! { pub struct Other { input: [f32; 4], hidden: Dense(3), output: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let mut net = Net::new(7);
    let other = Other::new(7);
    let mut trainer = FusedTrainer::new(&other, MeanSquaredError, Sgd::new(0.1));
    trainer.step(&mut net, &[0.0; 4], &[0.0; 2]).unwrap(); //~ &mut net
}
