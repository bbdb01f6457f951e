//! refused: a layer is expected behind `output:`; point to the colon or to `output`, not to the whole macro

use nn_core::prelude::*;

network! {
    pub struct Digits {
        input:  [f32; 64],
        hidden: Dense(100),
        Relu,
        output:
    }
}

fn main() {
    println!("{}", Digits::PARAMETERS);
}
