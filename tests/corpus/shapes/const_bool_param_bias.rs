//! refused: only sizes may be parameters of a network, `usize`; `bias` is `true` or `false`; at `const BIAS: bool` or `BIAS`

use nn_core::prelude::*;

network! {
    pub struct Net<const BIAS: bool> {
        input:  [f32; 4],
        hidden: Dense(8, bias = BIAS),
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    println!("{:?}", Net::<false>::new(1).forward(&[0.0; 4]));
}
