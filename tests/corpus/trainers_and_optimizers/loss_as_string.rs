//! refused: a loss is a type: `MeanSquaredError`; point to `"mse"`

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
    let _trainer = Trainer::new(&net, "mse", Adam::new(0.01));
}
