//! refused: a size parameter is written `const WIDTH: usize`; point to `WIDTH` in the angle brackets, not to `usize` as a missing trait

use nn_core::prelude::*;

network! {
    pub struct Net<WIDTH: usize> {
        input:  [f32; 4],
        hidden: Dense(WIDTH),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Net::<8>::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}
