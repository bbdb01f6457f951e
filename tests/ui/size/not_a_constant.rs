//! one mistake
//@ fix: static width => const width

use nn_core::prelude::*;

static width: usize = 8;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(width), //~ width
        output: Dense(1),
    }
}

fn main() {}
