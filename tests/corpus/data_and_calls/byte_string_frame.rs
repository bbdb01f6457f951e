//! refused: a byte string holds `u8`, the network wants `[f32; 4]`: `.map(f32::from)`; at the literal

use nn_core::prelude::*;

network! {
    pub struct Uart {
        input:  [f32; 4],
        hidden: Dense(6),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Uart::new(3);
    println!("{:?}", net.forward(b"\x01\x7f\x20\x00"));
}
