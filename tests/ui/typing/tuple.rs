//! one mistake: braces
//@ fix: Net( => Net {
//@ fix: ) // end => } // end

use nn_core::prelude::*;

network! {
    pub struct Net( //~ Net
        input: [f32; 4],
        output: Dense(1),
    ) // end
}

fn main() {}
