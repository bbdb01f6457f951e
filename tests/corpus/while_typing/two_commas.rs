//! refused: one comma too many; point to the second comma behind `Relu`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,,
        output: Dense(2),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
