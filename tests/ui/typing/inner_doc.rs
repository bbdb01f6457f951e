//! one mistake
//@ fix: //! Exclusive or. => /// Exclusive or.

use nn_core::prelude::*;

network! {
    //! Exclusive or. //~ //!
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}
