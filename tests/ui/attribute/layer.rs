//! one mistake
//@ fix: #[dropout(0.2)] => Dropout(0.2),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[dropout(0.2)] //~ #[dropout(0.2)]
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}
