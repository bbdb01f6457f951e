//! refused: a block takes its lines in braces: `Residual { ... }`; point to the parentheses

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        block: Residual(
            up:   Dense(16),
            Relu,
            down: Dense(8),
        ),
        output: Dense(2),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
