//! accepted: nothing is pointed to: networks are `Clone`, `PartialEq`, `Debug` and `Send`

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
    let copy = net.clone();
    assert!(net == copy);
    println!("{net:?}");
    let worker = std::thread::spawn(move || copy.forward(&[1.0, 0.0]));
    println!("{:?}", worker.join());
}
