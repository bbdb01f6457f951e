//! refused: `Dense` works on each pixel of an `Image<8, 8, _>`, so this is `Image<8, 8, 10>`: put `Flatten` before it; point to `10` of the stated shape

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; (8, 8, 1)],
        hidden: Dense(16),
        Relu,
        logits: Dense(10),
        output: [f32; 10],
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
