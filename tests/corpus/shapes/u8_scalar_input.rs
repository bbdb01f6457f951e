//! refused: numbers in a network are `f32` or `f64`; convert the bytes before `forward`; at `u8`
//! flaw: 22 lines: the call is wrong as well

use nn_core::prelude::*;

network! {
    /// Raw bytes of an 8x8 thermal camera.
    pub struct Thermal {
        input:  [u8; 64],
        hidden: Dense(16),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Thermal::new(1);
    let frame = [0u8; 64];
    println!("{}", net.classify(&frame));
}
