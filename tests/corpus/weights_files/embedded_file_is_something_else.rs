//! refused: `Cargo.toml` is not a file of weights (it does not begin as one); point to the string

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

static NET: Small = nn_core::weights!(Small, "Cargo.toml");

fn main() {
    println!("{}", NET.classify(&[0.0; 4]));
}
