//! refused: a value is missing behind `bias =`: `true` or `false`; point to `bias =`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8, bias = ),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
