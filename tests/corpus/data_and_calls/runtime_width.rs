//! refused: a size is a constant: `const WIDTH: usize = 16;` instead of `let`, or a const parameter; point to `width` in `Dense(width)`

use nn_core::prelude::*;

fn main() {
    let width = 16;

    network! {
        struct Net {
            input:  [f32; 3],
            hidden: Dense(width),
            Relu,
            output: Dense(1),
        }
    }

    let net = Net::new(2);
    println!("{:?}", net.forward(&[1.0, 2.0, 3.0]));
}
