//! one mistake: budgets
//@ fix: budgets( => budget(

use nn_core::prelude::*;

network! {
    #[budgets(flash = 48 * 1024)] //~ budgets
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}
