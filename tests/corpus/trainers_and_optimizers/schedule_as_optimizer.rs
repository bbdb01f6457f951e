//! refused: `Cosine` is a schedule, not an optimizer: `Trainer::new(.., Sgd::new(0.1)).schedule(Cosine::new(1000))`; point to `Cosine::new(1000)`

use nn_core::prelude::*;

network! {
    pub struct Price {
        input:  [f32; 2],
        hidden: Dense(8),
        Gelu,
        price:  Dense(1),
    }
}

fn main() {
    let net = Price::new(0);
    let _trainer = Trainer::new(&net, MeanSquaredError, Cosine::new(1000));
}
