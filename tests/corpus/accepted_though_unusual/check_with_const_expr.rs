//! accepted: nothing: `check!` and a type take const expressions as parameters

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar, const WIDTH: usize> {
        input:  [T; 4],
        block:  Residual { up: Dense(WIDTH), Gelu, down: Dense(4) },
        output: Dense(1),
    }
}

const BASE: usize = 8;
nn_core::check!(Net<f64, { 2 * BASE }>);

fn main() {
    println!("{:?}", <Net<f64, { BASE - 1 }>>::new(1).forward(&[0.0; 4]));
}
