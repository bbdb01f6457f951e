//! refused: a size is a `usize`: write `16` without `u8`; at `16u8`

use nn_core::prelude::*;

network! {
    pub struct Vibration {
        input:  [f32; 32],
        hidden: Dense(16u8),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Vibration::new(1);
    println!("{:?}", net.forward(&[0.0; 32]));
}
