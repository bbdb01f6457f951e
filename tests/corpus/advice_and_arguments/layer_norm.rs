//! refused: there is no `LayerNorm`; of normalising layers there is `Standardize`, or a layer of one's own; point to `LayerNorm`

use nn_core::prelude::*;

network! {
    pub struct Head {
        input:  [f32; 64],
        norm:   LayerNorm(64),
        hidden: Dense(32),
        Gelu,
        output: Dense(5),
        Softmax,
    }
}

fn main() {
    let head = Head::new(0);
    println!("{:?}", head.forward(&[0.2; 64]));
}
