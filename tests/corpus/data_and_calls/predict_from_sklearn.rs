//! refused: `predict` in `net.predict(&x)`; the method is called `forward`: write `net.forward(&x)`

use nn_core::prelude::*;

network! {
    pub struct Iris {
        input:  [f32; 4],
        hidden: Dense(16),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Iris::new(1);
    let x = [5.1, 3.5, 1.4, 0.2];
    println!("{}", argmax(&net.predict(&x)));
}
