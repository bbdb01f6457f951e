//! accepted: valid Rust: `network!( ... );` is the same macro call

use nn_core::prelude::*;

network!(
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(2)
    }
);

fn main() {
    let net = Net::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}
