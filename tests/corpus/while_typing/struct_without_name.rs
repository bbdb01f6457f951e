//! refused: the network needs a name between `struct` and `{`; point to `struct` or the brace

use nn_core::prelude::*;

network! {
    pub struct {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    println!("hello");
}
