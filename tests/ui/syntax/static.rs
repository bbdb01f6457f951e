//! one mistake
//@ fix: static  =>

use nn_core::prelude::*;

network! {
    pub static struct Net { //~ static
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}
