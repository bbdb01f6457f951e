//! one mistake
//@ fix: \n    Net { => \n    struct Net {

use nn_core::prelude::*;

network! {
    Net { //~ Net
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}
