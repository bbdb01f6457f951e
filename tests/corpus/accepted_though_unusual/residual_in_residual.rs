//! accepted: valid: blocks within blocks, written over few lines

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        outer: Residual { first: Dense(8), Relu, inner: Residual { a: Dense(2), Tanh, b: Dense(8) }, Dropout(0.1) },
        output: Dense(2), Softmax
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?} {:?}", net.forward(&[0.0; 8]), net.outer.inner.a.bias);
}
