//! two mistakes
//@ fix: Dens(8) => Dense(8)
//@ fix: ReLU, => Relu,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dens(8), //~ Dens
        ReLU, //~ ReLU
        output: Dense(1),
    }
}

fn main() {
    Net::new(7).forward(&[0.0; 4]);
}
