//! refused: the `<=` after `flash`; a budget is written with `=`: `#[budget(flash = 16 * 1024)]`

use nn_core::prelude::*;

network! {
    #[budget(flash <= 16 * 1024)]
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
