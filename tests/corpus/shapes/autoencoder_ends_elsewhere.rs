//! refused: the `640` of `output: [f32; 640]` beside `rebuilt: Dense(604)`; expected `Features<640>`, but the layer before produces `Features<604>`: change one of the two

use nn_core::prelude::*;

network! {
    pub struct Autoencoder {
        input:   [f32; 640],
        squeeze: Dense(32),
        Relu,
        latent:  Dense(8),
        Relu,
        widen:   Dense(32),
        Relu,
        rebuilt: Dense(604),
        output:  [f32; 640],
    }
}

fn main() {
    println!("{}", Autoencoder::PARAMETERS);
}
