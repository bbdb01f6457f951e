//! one mistake: Kaiming
//@ fix: Init::Kaiming => Init::He

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init = Init::Kaiming), //~ Kaiming
        output: Dense(1),
    }
}

fn main() {}
