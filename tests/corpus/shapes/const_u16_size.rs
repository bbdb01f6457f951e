//! refused: a size is a `usize`, `SAMPLES` is a `u16`: declare it `usize` or write `SAMPLES as usize`; at `SAMPLES`

use nn_core::prelude::*;

const SAMPLES: u16 = 32;

network! {
    pub struct Vibration {
        input:  [f32; SAMPLES],
        hidden: Dense(6),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Vibration::new(1);
    println!("{:?}", net.forward(&[0.0; 32]));
}
