//! refused: behind a generic `Concat` the size is stated, `whole: [f32; WHOLE]` with a parameter of its own; point to `Concat` or the line behind

use nn_core::prelude::*;

network! {
    pub struct Wide<const A: usize, const B: usize> {
        input:  [f32; 4],
        both:   Concat { left: Dense(A), right: Dense(B) },
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Wide::<8, 16>::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}
