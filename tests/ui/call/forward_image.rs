//! one mistake: 4 and 5
//@ fix: [[[0.0]; 6]; 5] => [[[0.0]; 6]; 4]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (4, 6, 1)],
        Flatten,
        logits: Dense(10),
    }
}

fn main() {
    let net = Net::new(7);
    net.forward(&[[[0.0]; 6]; 5]); //~ &[[[0.0]; 6]; 5]
}
