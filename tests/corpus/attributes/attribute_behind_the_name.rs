//! refused: `#[frozen]` between `squeeze:` and `Dense(16)`; it stands before the name of the line: write `#[frozen]` above `squeeze: Dense(16)`

use nn_core::prelude::*;

network! {
    pub struct Encoder {
        input:   [f32; 40],
        squeeze: #[frozen] Dense(16),
        Tanh,
        latent:  Dense(4),
    }
}

fn main() {
    let net = Encoder::new(6);
    println!("{:?}", net.forward(&[0.25; 40]));
}
