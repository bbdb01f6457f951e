//! refused: the outputs are rows of 3, and `out` has rows of 4; point to `&mut out`

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
    let mut out = [[0.0f32; 4]; 3];
    net.forward_batch(&rows, &mut out);
    println!("{out:?}");
}
