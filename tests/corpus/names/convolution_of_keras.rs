//! refused: `Conv2D`; there is no convolution yet, and the advice does not propose a layer that does not exist: `Flatten` and `Dense` take an image

use nn_core::prelude::*;

network! {
    pub struct Cnn {
        input:    [f32; (28, 28, 1)],
        features: Conv2D(8, kernel = 3),
        Relu,
        Flatten,
        logits:   Dense(10),
        Softmax,
    }
}

fn main() {
    println!("{}", Cnn::SUMMARY);
}
