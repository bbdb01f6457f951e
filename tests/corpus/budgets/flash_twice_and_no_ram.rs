//! refused: the second `flash`; it is given twice, the second was probably meant to be `ram`

use nn_core::prelude::*;

network! {
    #[budget(flash = 16 * 1024, flash = 2 * 1024)]
    pub struct Wake {
        input:  [f32; 10],
        hidden: Dense(8),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    println!("{}", Wake::WEIGHT_BYTES);
}
