//! one mistake
//@ fix: #[cfg(unix)] =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[cfg(unix)] //~ #[cfg(unix)]
        hidden: Dense(4),
        output: Dense(1),
    }
}

fn main() {}
