//! refused: a size parameter is a `usize`; point to `u32`

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: u32> {
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
