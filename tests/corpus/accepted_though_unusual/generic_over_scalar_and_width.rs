//! accepted: nothing is pointed to: one declaration serves two scalars and two widths in one program

use nn_core::prelude::*;

network! {
    pub struct Classifier<T: Scalar, const WIDTH: usize> {
        input:  [T; WIDTH],
        block:  Residual { up: Dense(WIDTH), Relu, down: Dense(WIDTH) },
        Relu,
        logits: Dense(4),
    }
}

fn main() {
    let single = Classifier::<f32, 8>::new(7);
    let double = Classifier::<f64, 12>::new(7);
    println!("{} {}", argmax(&single.forward(&[0.5; 8])), argmax(&double.forward(&[0.5; 12])));
}
