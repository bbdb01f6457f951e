//! refused: the input is stated as an array type: `input: [f32; 784]`; at `Input(shape = …)`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  Input(shape = (784,)),
        hidden: Dense(32),
        Relu,
        output: Dense(10),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 784]));
}
