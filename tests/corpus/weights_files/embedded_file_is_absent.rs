//! refused: there is no such file, with the full path that was tried and from which folder it counts; point to the string

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

static NET: Small = nn_core::weights!(Small, "models/small.nn");

fn main() {
    println!("{}", NET.classify(&[0.0; 4]));
}
