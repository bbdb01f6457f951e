//! one mistake
//@ fix: <3, 4, 8> => <3, 4, 7>

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
    let net = Net::<3, 4, 8>::new(1); //~ Net
    net.forward(&[0.0; 4]);
}
