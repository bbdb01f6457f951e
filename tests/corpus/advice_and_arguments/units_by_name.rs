//! refused: `units` in `Dense(units = 32)`; the number of outputs is positional: write `Dense(32)`

use nn_core::prelude::*;

network! {
    pub struct Regressor {
        input:  [f32; 8],
        hidden: Dense(units = 32),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    println!("{}", Regressor::SUMMARY);
}
