//! Declarations of every form compile and compute.
use nn_core::prelude::*;

network! {
    /// Exclusive or.
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

#[test]
fn xor() {
    let net = Xor::new(7);
    println!("{:?} {}", net, Xor::SUMMARY);
    println!("{:?}", net.forward(&[0.0, 1.0]));
    assert_eq!(Xor::PARAMETERS, 17);
}
