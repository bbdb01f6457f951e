//! refused: `16 * 1024` in `#[budget(16 * 1024)]`; say what it limits: `flash = 16 * 1024` or `ram = 16 * 1024`

use nn_core::prelude::*;

network! {
    #[budget(16 * 1024)]
    pub struct Wake {
        input:  [f32; 40],
        hidden: Dense(24),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    println!("{}", Wake::WEIGHT_BYTES);
}
