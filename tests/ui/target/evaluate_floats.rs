//! one mistake: Features and float
//@ fix: [1.0, 2.0] => [1, 2]

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
    let (net, inputs) = (Net::new(7), [[0.0; 2]; 2]);
    let _ = evaluate(&net, &Data::new(&inputs, &[1.0, 2.0]), CrossEntropy); //~ &Data::new(&inputs, &[1.0, 2.0])
}
