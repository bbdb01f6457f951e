//! accepted: nothing is pointed to: blocks may stand in blocks, and 3 and 5 side by side are the 8 that came in

use nn_core::prelude::*;

network! {
    pub struct Woven {
        input:  [f32; 8],
        block:  Residual {
            pair: Concat {
                few:  Dense(3),
                many: Chain { inner: Dense(6), Tanh, outer: Dense(5) },
            },
        },
        Relu,
        output: Dense(2),
    }
}

fn main() {
    println!("{:?}", Woven::new(9).forward(&[0.1; 8]));
}
