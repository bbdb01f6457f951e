//! refused: a slice has no length the compiler knows: pass `&[f32; 8]`, e.g. by `first_chunk::<8>()`; at `&ring[4..12]`

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let ring = [0.0f32; 16];
    let net = Motor::zeros();
    println!("{:?}", net.forward(&ring[4..12]));
}
