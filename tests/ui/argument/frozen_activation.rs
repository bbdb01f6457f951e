//! one mistake
//@ fix: #[frozen] => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[frozen] Relu, //~ #[frozen]
        output: Dense(1),
    }
}

fn main() {}
