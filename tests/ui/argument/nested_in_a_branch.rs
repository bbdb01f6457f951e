//! one mistake
//@ fix: Relu(Dense(4)) => Chain { dense: Dense(4), Relu }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Sum {
            Relu(Dense(4)), //~ Dense(4)
            Identity,
        },
    }
}

fn main() {}
