//! accepted: nothing is pointed to: a network is a plain struct and may have methods and traits of the user

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

trait Decide {
    fn decide(&self, a: bool, b: bool) -> bool;
}

impl Decide for Xor {
    fn decide(&self, a: bool, b: bool) -> bool {
        self.forward(&[f32::from(u8::from(a)), f32::from(u8::from(b))])[0] > 0.5
    }
}

fn main() {
    println!("{}", Xor::new(7).decide(true, false));
}
