//! refused: the file is named by a string literal, as the macro cannot see the value of `PATH`; point to `PATH`

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

const PATH: &str = "models/small.nn";
static NET: Small = nn_core::weights!(Small, PATH);

fn main() {
    println!("{}", NET.classify(&[0.0; 4]));
}
