//! one mistake
//@ fix: #[frosen] => #[frozen]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[frosen] hidden: Dense(8), //~ #[frosen]
        output: Dense(1),
    }
}

fn main() {}
