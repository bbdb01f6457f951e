//! accepted: valid: what the macro makes needs no `std` in scope

#![no_std]
extern crate std;

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Small::zeros();
    let [a, b, c] = net.forward(&[0.0; 4]);
    std::println!("{a} {b} {c}");
}
