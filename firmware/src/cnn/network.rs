//! The network `cnn`: also what `tests/firmware.rs` trains and `tests/images.rs` looks into.

use nn_core::prelude::*;

network! {
    /// Two maps, each pooled at once, and a classifier.
    pub struct Cnn {
        input:  [f32; (28, 28, 1)],
        first:  Conv2d(8, kernel = 3),
        Relu,
        MaxPool2d(2),
        second: Conv2d(16, kernel = 3),
        Relu,
        MaxPool2d(2),
        Flatten,
        logits: Dense(10),
        Softmax,
    }
}
