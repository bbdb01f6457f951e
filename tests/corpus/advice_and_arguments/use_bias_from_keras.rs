//! refused: `use_bias` in `Dense(8, use_bias = false)`; the argument is called `bias`: write `bias = false`

use nn_core::prelude::*;

network! {
    pub struct Projector {
        input:  [f32; 16],
        hidden: Dense(8, use_bias = false),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Projector::new(1);
    println!("{:?}", net.forward(&[0.5; 16]));
}
