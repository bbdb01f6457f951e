//! one mistake: SmoothedCrossEntropy and Softmax
//@ fix: Identity, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
        Softmax,
        Identity,
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, CrossEntropy.smoothed(0.1), Sgd::new(0.1)); //~ CrossEntropy.smoothed(0.1)
}
