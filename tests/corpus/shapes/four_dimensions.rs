//! refused: a shape has at most three sizes, (HEIGHT, WIDTH, CHANNELS), without a batch; point to the first of the four, or all

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (1, 8, 8, 1)],
        Flatten,
        hidden: Dense(16),
        Relu,
        output: Dense(10),
        Softmax,
    }
}

fn main() {
    println!("{}", Net::PARAMETERS);
}
