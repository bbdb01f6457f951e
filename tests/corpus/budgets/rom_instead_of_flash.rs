//! refused: `rom` in the budget; the keys are `flash` and `ram`: write `flash = 32 * 1024`

use nn_core::prelude::*;

network! {
    #[budget(rom = 32 * 1024, ram = 4 * 1024)]
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
