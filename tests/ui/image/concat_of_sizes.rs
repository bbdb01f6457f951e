//! one mistake: 8 and 6
//@ fix: kernel = 3 => kernel = 3, padding = Same

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (8, 8, 4)],
        both: Concat {
            near: Conv2d(4, kernel = 1),
            far: Conv2d(4, kernel = 3), //~ Conv2d
        },
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}
