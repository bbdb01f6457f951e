//! one mistake
//@ fix: [f32; (None, 784)] => [f32; 784]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (None, 784)], //~ None
        hidden: Dense(32),
        output: Dense(10),
    }
}

fn main() {
    let _ = Net::new(1).forward(&[0.0; 784]);
}
