//! refused: `type` is a keyword of Rust and cannot name a layer (`r#type` or another name); point to `type`

use nn_core::prelude::*;

network! {
    pub struct Flowers {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        type:   Dense(3),
        Softmax,
    }
}

fn main() {
    println!("{}", Flowers::PARAMETERS);
}
