//! one mistake
//@ fix: # my network => // my network

use nn_core::prelude::*;

network! {
    # my network //~ #
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {
    let _ = Net::new(1).forward(&[0.0; 4]);
}
