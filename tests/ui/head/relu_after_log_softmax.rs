//! one mistake: KlDivergence and LogSoftmax
//@ fix: Relu, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
        LogSoftmax,
        Relu,
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, KlDivergence, Sgd::new(0.1)); //~ KlDivergence
}
