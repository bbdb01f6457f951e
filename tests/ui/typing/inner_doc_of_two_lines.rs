//! one mistake
//@ fix: //! Exclusive or. => /// Exclusive or.
//@ fix: //! Two inputs. => /// Two inputs.

use nn_core::prelude::*;

network! {
    //! Exclusive or. //~ //!
    //! Two inputs.
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}
