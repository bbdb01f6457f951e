//! one mistake: alpha
//@ fix: 1e39 => 1.0

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        Elu(alpha = 1e39), //~ 1e39
        output: Dense(1),
    }
}

fn main() {}
