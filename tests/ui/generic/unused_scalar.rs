//! one mistake
//@ fix: <T> => 

use nn_core::prelude::*;

network! {
    pub struct Net<T> { //~ T>
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}
