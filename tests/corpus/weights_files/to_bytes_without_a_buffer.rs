//! refused: the call `net.to_bytes()`; it writes into your buffer: write `let mut bytes = [0; Xor::BYTES];` and `net.to_bytes(&mut bytes)`
//! flaw: 28 lines: its result is missed as well

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(7);
    let bytes = net.to_bytes();
    let _ = std::fs::write("xor.nn", bytes);
}
