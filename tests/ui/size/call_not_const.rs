//! one mistake
//@ fix: fn width => const fn width

use nn_core::prelude::*;

fn width() -> usize {
    8
}

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(width()), //~ width()
        output: Dense(1),
    }
}

fn main() {}
