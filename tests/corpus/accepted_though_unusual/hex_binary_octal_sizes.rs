//! accepted: nothing: literals of any base are sizes

use nn_core::prelude::*;

network! {
    pub struct Vibration {
        input:  [f32; 0x20],
        hidden: Dense(0b0001_0000),
        Relu,
        output: Dense(0o2_usize),
    }
}

fn main() {
    let net = Vibration::new(1);
    println!("{:?}", net.forward(&[0.0; 32]));
}
