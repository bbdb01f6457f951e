//! refused: `= true` in `#[frozen = true]`; the attribute takes no value: write `#[frozen]`

use nn_core::prelude::*;

network! {
    pub struct Finetuned {
        input:  [f32; 64],
        #[frozen = true]
        hidden: Dense(32),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    let net = Finetuned::new(1);
    println!("{}", argmax(&net.forward(&[0.0; 64])));
}
