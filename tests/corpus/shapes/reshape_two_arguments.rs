//! refused: the shape is one tuple: `Reshape((4, 4))`; point to the arguments `4, 4`
//! flaw: three errors, two of them true as well

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 16],
        Reshape(4, 4),
        steps:  Dense(2),
        Flatten,
        output: Dense(1),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
