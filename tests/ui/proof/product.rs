//! one mistake
//@ fix: <2, 13> => <2, 12>

use nn_core::prelude::*;

network! {
    pub struct Net<const H: usize, const ROW: usize> {
        input: [f32; (H, 3, 2)],
        Flatten,
        row: [f32; ROW],
        output: Dense(1),
    }
}

fn main() {
    Net::<2, 13>::new(1); //~ Net
}
