//! refused: `kernel` in `net.hidden.kernel`; the field is called `weight`: write `net.hidden.weight`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(7);
    for row in net.hidden.kernel {
        println!("{row:?}");
    }
}
