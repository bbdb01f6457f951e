//! refused: a generic network cannot compute sizes: take a second parameter, `const DOUBLE: usize`; point to `2 * WIDTH`

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: usize> {
        input:  [f32; WIDTH],
        hidden: Dense(2 * WIDTH),
        Relu,
        output: Dense(WIDTH),
    }
}

fn main() {
    let net = Net::<8>::new(0);
    println!("{:?}", net.forward(&[0.0; 8]));
}
