//! refused: the `2 * LATENT` of `code: [f32; 2 * LATENT]` beside `latent: Dense(LATENT)`; expected `Features<12>`, but the layer before produces `Features<6>`: write `[f32; LATENT]`

use nn_core::prelude::*;

const LATENT: usize = 6;

network! {
    pub struct Encoder {
        input:  [f32; 48],
        hidden: Dense(24),
        Tanh,
        latent: Dense(LATENT),
        code:   [f32; 2 * LATENT],
    }
}

fn main() {
    let net = Encoder::new(1);
    println!("{:?}", net.forward(&[0.5; 48]));
}
