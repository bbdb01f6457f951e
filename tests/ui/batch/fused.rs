//! one mistake: Net
//@ fix: FusedTrainer:: => Trainer::
use nn_core::prelude::*;

network! {
    #[batch(16)]
    struct Net {
        input: [f32; 4],
        norm: BatchNorm,
        logits: Dense(2),
    }
}

fn main() {
    let net = Net::new(1);
    FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.1)); //~ &net
}
