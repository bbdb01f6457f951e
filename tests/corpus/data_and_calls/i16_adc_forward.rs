//! refused: `forward` wants `f32`, these are `i16`: `adc.map(f32::from)`; at `&adc`

use nn_core::prelude::*;

network! {
    pub struct Vibration {
        input:  [f32; 8],
        scaled: Standardize(mean = 0.0, scale = 32768.0),
        hidden: Dense(6),
        Relu,
        output: Dense(2),
        Softmax,
    }
}

fn read_adc() -> [i16; 8] {
    [120, -33, 5, 900, -1200, 7, 0, 31]
}

fn main() {
    let net = Vibration::new(3);
    let adc = read_adc();
    let class = net.classify(&adc);
    println!("{class}");
}
