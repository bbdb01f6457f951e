//! accepted: nothing is pointed to: `forward_batch` takes any number of rows, also none

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
    let net = Xor::new(7);
    let (none, mut nowhere): ([[f32; 2]; 0], [[f32; 1]; 0]) = ([], []);
    net.forward_batch(&none, &mut nowhere);
    let mut three = [[0.0; 1]; 3];
    net.forward_batch(&[[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], &mut three);
    println!("{three:?}");
}
