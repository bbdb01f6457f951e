//! refused: a colon is missing between `hidden` and `Dense(8)`; point there, and do not call `hidden` an unknown layer

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden Dense(8),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
