//! one mistake: MaxPool2d and 784
//@ fix: Flatten, => Flatten, Reshape((28, 28, 1)),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        Flatten, MaxPool2d(2), //~ MaxPool2d
    }
}

fn main() {}
