//! refused: branches of a `Sum` give one shape, but `narrow` gives `Features<8>` and `wide` `Features<16>`; point to the size of `wide`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        both: Sum {
            narrow: Dense(8),
            wide:   Chain { first: Dense(8), Tanh, second: Dense(16) },
        },
        output: Dense(2),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
