//! accepted: nothing: a generic network with its sizes is a layer

use nn_core::prelude::*;

network! {
    pub struct Encoder<const N: usize> {
        input: [f32; 4],
        up:    Dense(N),
        Relu,
    }
}
network! {
    pub struct Whole {
        input:   [f32; 4],
        encoder: self::Encoder<16>,
        output:  Dense(1),
    }
}

fn main() {
    let net = Whole::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
