//! refused: the array assigned to `net.hidden.weight`; a weight is `weight[input][output]`, here `[[f32; 4]; 2]`, so rows and columns of PyTorch have to be exchanged

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let mut net = Xor::zeros();
    // state_dict()["hidden.weight"], four rows of two
    net.hidden.weight = [[0.61, -0.58], [1.20, 1.14], [-0.33, 0.47], [0.90, -0.92]];
    net.hidden.bias = [0.0, -0.4, 0.1, 0.2];
    println!("{:.3}", net.forward(&[0.0, 1.0])[0]);
}
