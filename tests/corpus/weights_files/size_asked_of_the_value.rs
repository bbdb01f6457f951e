//! refused: `net.BYTES` as the length of the buffer; the size belongs to the type: write `Xor::BYTES`
//! flaw: advises a constant that `new` cannot make

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
    let mut page = [0u8; net.BYTES];
    let _ = net.to_bytes(&mut page);
    println!("{}", page.len());
}
