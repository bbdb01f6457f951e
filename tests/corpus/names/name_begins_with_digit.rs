//! refused: a name does not begin with a digit; point to `1st`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        1st: Dense(8),
        Relu,
        last: Dense(3),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
