//! one mistake
//@ fix: Dense { 8 } => Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense { 8 }, //~ { 8 }
    }
}

fn main() {}
