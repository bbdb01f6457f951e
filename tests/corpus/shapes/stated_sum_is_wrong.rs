//! refused: 8 + 16 is 24, and `WHOLE` is 32; point to `32` in the `check!` (or to `WHOLE` in the declaration) with both numbers

use nn_core::prelude::*;

network! {
    pub struct Wide<const A: usize, const B: usize, const WHOLE: usize> {
        input:  [f32; 4],
        both:   Concat { left: Dense(A), right: Dense(B) },
        whole:  [f32; WHOLE],
        Relu,
        output: Dense(2),
    }
}

nn_core::check!(Wide<8, 16, 32>);

fn main() {
    let net = Wide::<8, 16, 32>::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}
