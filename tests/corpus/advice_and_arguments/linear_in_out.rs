//! refused: the layer is called `Dense` and takes the outputs only, since inputs are inferred; point to `Linear` (and give `Dense(128)`)

use nn_core::prelude::*;

network! {
    pub struct Mnist {
        input: [f32; 784],
        fc1: Linear(784, 128),
        Relu,
        fc2: Dense(10),
        Softmax,
    }
}

fn main() {
    let net = Mnist::new(0);
    println!("{}", net.classify(&[0.0; 784]));
}
