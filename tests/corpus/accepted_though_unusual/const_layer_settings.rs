//! accepted: nothing: settings are const expressions, negative, divided or named

use nn_core::prelude::*;

const FULL_SCALE: f64 = 32_768.0;
const LEAK: f64 = 1.0 / 64.0;

network! {
    pub struct Motor {
        input:  [f32; 8],
        scaled: Standardize(scale = FULL_SCALE / 2.0, mean = -1.5e2),
        hidden: Dense(4, bias = true,),
        LeakyRelu(slope = LEAK),
        Dropout(1.0 / 8.0),
        output: Dense(1),
    }
}

fn main() {
    let net = Motor::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
