//! refused: a network is `Clone` already: take it out of the derive; at `Clone`

use nn_core::prelude::*;

network! {
    #[derive(Clone, Debug)]
    pub struct Net {
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
