//! refused: `"xor.nn"`, the first argument of `weights!`; the network comes first: write `weights!(Xor, "xor.nn")`

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

static NET: Xor = nn_core::weights!("xor.nn", Xor);

fn main() {
    println!("{:.3}", NET.forward(&[0.0, 1.0])[0]);
}
