//! refused: a size is a `usize`, and `HIDDEN` is an `i32`; point to `HIDDEN` in `Dense(HIDDEN)`, once

use nn_core::prelude::*;

const HIDDEN: i32 = 32;

network! {
    struct Net {
        input:  [f32; 3],
        hidden: Dense(HIDDEN),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(2);
    println!("{:?}", net.forward(&[1.0, 2.0, 3.0]));
}
