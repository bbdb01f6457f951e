//! one mistake: CrossEntropy and Softmax

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        both: Concat { Chain { a: Dense(2), Softmax }, Chain { b: Dense(2), Softmax } },
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, CrossEntropy, Sgd::new(0.1)); //~ CrossEntropy
}
