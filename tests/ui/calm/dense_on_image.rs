//! one mistake: 2 and 2
//@ fix: hidden: => LastStep, hidden:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (2, 2)],
        hidden: Dense(8), //~ Dense
        output: Dense(2),
    }
}

fn main() {
    let mut net = Net::new(7);
    let y: [f32; 2] = net.forward(&[[0.0; 2]; 2]);
    let (mut tape, mut gradients) = (NetTape::new(0), Net::gradients());
    net.record(&[[0.0; 2]; 2], &mut tape);
    let x: [[f32; 2]; 2] = net.backward(&tape, &y, &mut gradients);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Adam::new(0.1));
    let loss: f32 = trainer.step(&mut net, &[x], &[y]).unwrap();
    let moved = (net, trainer.steps(), loss);
    drop(moved);
}
