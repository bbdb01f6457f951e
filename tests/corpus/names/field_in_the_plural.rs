//! refused: the layer's field is `weight`, not `weights`; point to `weights` and propose `weight`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 2],
        hidden: Dense(3),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let mut net = Net::zeros();
    net.hidden.weights = [[1.0, -1.0, 2.0], [0.5, 0.25, -1.0]];
    println!("{:?}", net.forward(&[1.0, 1.0]));
}
