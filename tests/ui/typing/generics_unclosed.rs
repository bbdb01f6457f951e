//! one mistake: Net
//@ fix: usize { => usize> {

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize { //~ Net
        input: [f32; N],
        output: Dense(1),
    }
}

fn main() {}
