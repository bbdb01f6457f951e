//! one mistake: padding
//@ fix: conv: Conv2d(8, kernel = 3, padding = "same") => conv: Conv2d(8, kernel = 3, padding = Same)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3, padding = "same"), //~ "same"
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}
