//! one mistake: Net
//@ fix: Net( => struct Net {
//@ fix: ) // end => } // end

use nn_core::prelude::*;

network! {
    Net( //~ Net
        input: [f32; 4],
        output: Dense(1),
    ) // end
}

fn main() {}
