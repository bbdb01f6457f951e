//! refused: a name has no hyphen: `hidden_1`; point to `-` or to the whole of `hidden-1`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:    [f32; 4],
        hidden-1: Dense(8),
        Relu,
        output:   Dense(3),
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
