//! accepted: nothing: a cast is a const expression

use nn_core::prelude::*;

const SAMPLES: u16 = 32;

network! {
    pub struct Vibration {
        input:  [f32; SAMPLES as usize],
        hidden: Dense(SAMPLES as usize >> 2),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Vibration::new(1);
    println!("{:?}", net.forward(&[0.0; 32]));
}
