//! one mistake: Features and i64
//@ fix: &labels), Cross => Label::slice(&labels)), Cross

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
    let labels = [1i64, 2];
    let _ = evaluate(&net, &Data::new(&inputs, &labels), CrossEntropy); //~ &Data::new(&inputs, &labels)
}
