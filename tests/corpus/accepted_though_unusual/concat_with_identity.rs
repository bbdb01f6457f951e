//! accepted: valid: a branch without weights, and a block as the first line, next to two named alike in different blocks

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        skip1: Concat { grow: Dense(4), Identity },
        Relu,
        skip2: Concat { grow: Chain { a: Dense(4), Relu, b: Dense(4) }, Identity },
        wide:  [f32; 16],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
