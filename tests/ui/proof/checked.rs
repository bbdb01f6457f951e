//! one mistake
//@ fix: <3, 4, 8> => <3, 4, 7>

use nn_core::prelude::*;

network! {
    pub struct Net<const A: usize, const B: usize, const WHOLE: usize> {
        input: [f32; 4],
        both: Concat { left: Dense(A), right: Dense(B) },
        whole: [f32; WHOLE], //~ WHOLE
        output: Dense(1),
    }
}

nn_core::check!(Net<3, 4, 8>);

fn main() {}
