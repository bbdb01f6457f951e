//! refused: `forward` takes one row; many go through `forward_batch`; point to `&rows`

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
    let rows = [[0.0; 4], [1.0; 4], [2.0; 4]];
    let answers = net.forward(&rows);
    println!("{answers:?}");
}
