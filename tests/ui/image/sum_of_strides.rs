//! one mistake: 8 and 4
//@ fix: stride = 2, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (8, 8, 4)],
        both: Sum {
            whole: Conv2d(4, kernel = 3, padding = Same),
            half: Conv2d(4, kernel = 3, stride = 2, padding = Same), //~ Conv2d
        },
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}
