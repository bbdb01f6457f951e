//! accepted: nothing is pointed to: the number of parameters is a constant, here 8 * 8 * 10 + 10

use nn_core::prelude::*;

network! {
    struct Picture {
        input:  [f32; (8, 8, 1)],
        Flatten,
        logits: Dense(10),
        Softmax,
    }
}

const _: () = assert!(Picture::PARAMETERS == 650);

fn main() {
    println!("{}", Picture::SUMMARY);
}
