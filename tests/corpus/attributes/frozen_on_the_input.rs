//! refused: `frozen` before `input`; an input has no parameters to freeze: put `#[frozen]` on the line of a layer, such as `hidden`

use nn_core::prelude::*;

network! {
    pub struct Finetuned {
        #[frozen]
        input:  [f32; 64],
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
