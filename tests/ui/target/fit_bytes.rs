//! one mistake: Features and u8
//@ fix: &labels), Fit => Label::slice(&labels)), Fit

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 2],
        hidden: Dense(4),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let (mut net, inputs) = (Net::new(7), [[0.0; 2]; 2]);
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
    let labels = [1u8, 2];
    let _ = trainer.fit(&mut net, &Data::new(&inputs, &labels), Fit::default(), |_| {}); //~ &Data::new(&inputs, &labels)
}
