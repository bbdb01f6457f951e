//! refused: an attribute stands before a line, and here none follows; point to `#[frozen]`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(2),
        #[frozen]
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
