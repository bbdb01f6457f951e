//! accepted: nothing is pointed to: a shape may be stated after every layer, and `LATENT * 2` equals `2 * LATENT`

use nn_core::prelude::*;

const LATENT: usize = 5;

network! {
    pub struct Narrated {
        input:    [f32; 30],
        hidden:   Dense(2 * LATENT),
        wide:     [f32; LATENT * 2],
        Relu,
        still:    [f32; 10],
        latent:   Dense(LATENT),
        code:     [f32; LATENT],
        output:   Dense(1),
        answer:   [f32; 1],
    }
}

fn main() {
    println!("{:?}", Narrated::new(1).forward(&[0.0; 30]));
}
