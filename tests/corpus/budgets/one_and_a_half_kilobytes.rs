//! refused: `1.5 * 1024.0` after `ram =`; bytes are a whole number: write `1536`

use nn_core::prelude::*;

network! {
    #[budget(flash = 32 * 1024, ram = 1.5 * 1024.0)]
    pub struct Vibration {
        input:  [f32; 64],
        hidden: Dense(32),
        Relu,
        fault:  Dense(1),
        Sigmoid,
    }
}

fn main() {
    println!("{}", Vibration::INFERENCE_BYTES);
}
