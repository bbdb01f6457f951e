//! refused: the size of the input is missing behind `;`; point into `[f32; ]`

use nn_core::prelude::*;

network! {
    pub struct Digits {
        input:  [f32; ],
        hidden: Dense(100),
        Relu,
        logits: Dense(10),
    }
}

fn main() {
    println!("{}", Digits::PARAMETERS);
}
