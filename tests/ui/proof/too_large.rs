//! one mistake
//@ fix: <1000, 500, 1500> => <1000, 24, 1024>

use nn_core::prelude::*;

network! {
    pub struct Net<const A: usize, const B: usize, const WHOLE: usize> {
        input: [f32; 4],
        both: Concat { left: Dense(A), right: Dense(B) },
        whole: [f32; WHOLE],
        output: Dense(1),
    }
}

fn main() {
    Net::<1000, 500, 1500>::new(1); //~ Net
}
