//! refused: `32K` is not a number: a budget is in bytes, write `32 * 1024`; at `32K`

use nn_core::prelude::*;

network! {
    #[budget(flash = 32K, ram = 2K)]
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
