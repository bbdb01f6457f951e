//! one mistake: Other and Net
//@ fix: Sgd<Other> => Sgd<Net>

use nn_core::prelude::*;

network! { pub struct Other { input: [f32; 4], hidden: Dense(3), output: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    let sgd: Sgd<Other> = Sgd::new(0.1);
    FusedTrainer::new(&net, MeanSquaredError, sgd); //~ sgd
}
