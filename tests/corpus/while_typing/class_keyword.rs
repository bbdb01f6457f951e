//! refused: a network is declared by `struct`, not `class`; at `class`

use nn_core::prelude::*;

network! {
    pub class Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
