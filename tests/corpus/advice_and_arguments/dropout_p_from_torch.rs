//! refused: `p` in `Dropout(p = 0.25)`; the rate is positional: write `Dropout(0.25)`

use nn_core::prelude::*;

network! {
    pub struct Mnist {
        input:  [f32; 784],
        hidden: Dense(128),
        Relu,
        Dropout(p = 0.25),
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    let net = Mnist::boxed(1);
    println!("{}", argmax(&net.forward(&[0.0; 784])));
}
