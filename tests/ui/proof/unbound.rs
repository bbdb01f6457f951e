//! one mistake
//@ fix: <A, 4, WHOLE> => <3, 4, 7>

use nn_core::prelude::*;

network! {
    pub struct Net<const A: usize, const B: usize, const WHOLE: usize> {
        input: [f32; 4],
        both: Concat { left: Dense(A), right: Dense(B) },
        whole: [f32; WHOLE],
        output: Dense(1),
    }
}

fn make<const A: usize, const WHOLE: usize>() {
    Net::<A, 4, WHOLE>::new(1); //~ Net
}

fn main() {
    make::<3, 7>();
}
