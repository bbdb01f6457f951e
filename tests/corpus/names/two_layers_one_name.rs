//! refused: the name `fc` is taken by an earlier layer; point to the second `fc`, and show the first

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        fc: Dense(8),
        Relu,
        fc: Dense(3),
        Softmax,
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
