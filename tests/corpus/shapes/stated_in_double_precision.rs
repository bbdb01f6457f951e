//! refused: `f64` in `output: [f64; 1]`; the network computes in `f32`: write `output: [f32; 1]`

use nn_core::prelude::*;

network! {
    pub struct Pressure {
        input:  [f32; 7],
        hidden: Dense(9),
        Softsign,
        height: Dense(1),
        output: [f64; 1],
    }
}

fn main() {
    let net = Pressure::new(1);
    println!("{:.1}", net.forward(&[0.0; 7])[0]);
}
