//! refused: a network holds its layers by value: `encoder: Encoder`, and `Whole::boxed(seed)` for the heap; at `Box<Encoder>`

use nn_core::prelude::*;

network! {
    pub struct Encoder {
        input: [f32; 4],
        up:    Dense(8),
        Relu,
    }
}
network! {
    pub struct Whole {
        input:   [f32; 4],
        encoder: Box<Encoder>,
        output:  Dense(1),
    }
}

fn main() {
    let net = Whole::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
