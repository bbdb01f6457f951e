//! refused: an optimizer is a value: `Adam::new(0.001)`; at `"adam"`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(0);
    let trainer = Trainer::new(&net, MeanSquaredError, "adam");
    let _ = trainer;
}
