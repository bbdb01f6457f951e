//! refused: `forward` borrows its input: `&[...]`; point to the array

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

fn main() {
    let net = Small::new(0);
    let y = net.forward([0.1, 0.2, 0.3, 0.4]);
    println!("{y:?}");
}
