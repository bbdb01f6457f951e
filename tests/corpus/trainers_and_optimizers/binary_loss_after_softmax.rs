//! refused: `BinaryCrossEntropy` is for `Sigmoid`; behind `Softmax` it is `CrossEntropy`; point to `BinaryCrossEntropy`

use nn_core::prelude::*;

network! {
    pub struct Spam {
        input:  [f32; 30],
        hidden: Dense(16),
        Relu,
        logits: Dense(2),
        Softmax,
    }
}

fn main() {
    let net = Spam::new(0);
    let _trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.01));
}
