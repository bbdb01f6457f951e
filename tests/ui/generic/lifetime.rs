//! one mistake
//@ fix: <'a> => 

use nn_core::prelude::*;

network! {
    pub struct Net<'a> { //~ 'a
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}
