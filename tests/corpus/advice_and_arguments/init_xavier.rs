//! refused: Xavier's initialiser is called `Glorot` here; at `Xavier`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8, init = XavierUniform),
        Tanh,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
