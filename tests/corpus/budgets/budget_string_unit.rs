//! refused: a budget is a number of bytes, not text: `32 * 1024`; at the string

use nn_core::prelude::*;

network! {
    #[budget(flash = "32 KiB")]
    pub struct Sensor {
        input:  [f32; 12],
        hidden: Dense(16),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Sensor::new(1);
    println!("{:?}", net.forward(&[0.0; 12]));
}
