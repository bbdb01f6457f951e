//! refused: a layer cannot be a type parameter; parameters are the scalar and sizes; at `A`

use nn_core::prelude::*;
use nn_core::layer::Tanh;

network! {
    pub struct Net<A: Layer<f32>> {
        input:  [f32; 4],
        hidden: Dense(8),
        act:    A,
        output: Dense(1),
    }
}

fn main() {
    println!("{:?}", Net::<Tanh>::new(1).forward(&[0.0; 4]));
}
