//! refused: a network inside a function cannot use the function's `N`: make the network generic; at `N` in the input
//! flaw: advises a parameter behind the macro

use nn_core::prelude::*;

fn answer<const N: usize>(x: &[f32; N]) -> f32 {
    network! {
        struct Inner {
            input:  [f32; N],
            hidden: Dense(8),
            Tanh,
            output: Dense(1),
        }
    }
    Inner::new(1).forward(x)[0]
}

fn main() {
    println!("{}", answer(&[0.0; 4]));
}
