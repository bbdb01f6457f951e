//! refused: an `Arc` is no network: pass `&*net`; at `&net`
//! flaw: four errors in 75 lines

use nn_core::prelude::*;
use std::sync::Arc;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    let net = Arc::new(Net::new(1));
    let trainer = Trainer::new(&net, MeanSquaredError, Adam::new(0.01));
    let _ = trainer;
}
