//! refused: a network owns its weights and takes no lifetimes; at `'a`

use nn_core::prelude::*;

network! {
    pub struct Net<'a> {
        input:  [f32; 4],
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
