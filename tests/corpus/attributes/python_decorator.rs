//! refused: the `@` of `@frozen`; attributes are written `#[frozen]`

use nn_core::prelude::*;

network! {
    pub struct Encoder {
        input:   [f32; 40],
        @frozen
        squeeze: Dense(16),
        Tanh,
        latent:  Dense(4),
    }
}

fn main() {
    let net = Encoder::new(6);
    println!("{:?}", net.forward(&[0.25; 40]));
}
