//! refused: `init` needs a value, as in `init = He`; point to `init`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8, init),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
