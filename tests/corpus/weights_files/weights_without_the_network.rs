//! refused: `weights!` takes the network and the file: `weights!(Small, "small.nn")`; point to the string

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

static NET: Small = nn_core::weights!("small.nn");

fn main() {
    println!("{}", NET.classify(&[0.0; 4]));
}
