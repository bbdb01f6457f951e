//! one mistake
//@ fix: Dense { outputs: 8 } => Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense { outputs: 8 }, //~ { outputs: 8 }
        output: Dense(1),
    }
}

fn main() {}
