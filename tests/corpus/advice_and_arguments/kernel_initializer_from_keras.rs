//! refused: `kernel_initializer` in the arguments of `hidden`; the argument is called `init`: write `init = He`

use nn_core::prelude::*;

network! {
    pub struct Wine {
        input:  [f32; 13],
        hidden: Dense(32, kernel_initializer = He),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Wine::new(8);
    println!("{}", argmax(&net.forward(&[0.2; 13])));
}
