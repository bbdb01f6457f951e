//! one mistake
//@ fix: left: Dense(8) } => left2: Dense(8) }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        both: Sum { left: Dense(8), left: Dense(8) }, //~ left: Dense(8) }
    }
}

fn main() {}
