//! accepted: nothing is wrong with it

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        Residual {
            up:   Dense(16),
            Relu,
            down: Dense(8),
        },
        output: Dense(2),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
