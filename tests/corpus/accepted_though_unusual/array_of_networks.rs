//! accepted: nothing is pointed to: a network is a value, so an ensemble is an array of them

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
    let ensemble: [Xor; 5] = std::array::from_fn(|seed| Xor::new(seed as u64));
    let sum: f32 = ensemble.iter().map(|net| net.forward(&[0.0, 1.0])[0]).sum();
    println!("{:.3}", sum / ensemble.len() as f32);
}
