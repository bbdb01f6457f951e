//! refused: `dropout` in `#[dropout(0.2)]`; dropout is a layer on a line of its own: write `Dropout(0.2),` after `Relu`

use nn_core::prelude::*;

network! {
    pub struct Churn {
        input:  [f32; 20],
        #[dropout(0.2)]
        hidden: Dense(48),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Churn::new(14);
    println!("{:.3}", net.forward(&[1.0; 20])[0]);
}
