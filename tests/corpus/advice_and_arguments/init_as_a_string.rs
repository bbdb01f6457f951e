//! refused: `"he_normal"` after `init =`; an initialiser is a word without quotes: write `init = He`

use nn_core::prelude::*;

network! {
    pub struct Wine {
        input:  [f32; 13],
        hidden: Dense(32, init = "he_normal"),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Wine::new(8);
    println!("{}", argmax(&net.forward(&[0.2; 13])));
}
