//! refused: the `32` after `Dense`; its number of outputs stands in parentheses: write `Dense(32)`

use nn_core::prelude::*;

network! {
    pub struct Cancer {
        input:  [f32; 30],
        hidden: Dense 32,
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Cancer::new(30);
    println!("{:.2}", net.forward(&[0.0; 30])[0]);
}
