//! refused: the `.` in `encoder.fc`; a name is one word: write `encoder_fc: Dense(12)`, or a block `encoder: Chain { fc: Dense(12), Relu }`

use nn_core::prelude::*;

network! {
    pub struct Autoencoder {
        input:      [f32; 32],
        encoder.fc: Dense(12),
        Relu,
        rebuilt:    Dense(32),
        output:     [f32; 32],
    }
}

fn main() {
    let net = Autoencoder::new(21);
    println!("{:?}", net.forward(&[0.5; 32]));
}
