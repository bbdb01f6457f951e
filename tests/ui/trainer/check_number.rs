//! two mistakes: u32
//@ fix: check!(u32) => check!(Net)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    nn_core::check!(u32); //~ u32 //~ nn_core::check!(u32)
    drop(net);
}
