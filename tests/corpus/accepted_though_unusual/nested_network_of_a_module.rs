//! accepted: valid: a network of a private module, by path, and generic, as a layer

use nn_core::prelude::*;

mod parts {
    use nn_core::prelude::*;

    network! {
        pub(crate) struct Encoder<const CODE: usize> {
            input: [f32; 16],
            code:  Dense(CODE),
            Tanh,
        }
    }
}

network! {
    pub(crate) struct Auto {
        input:   [f32; 16],
        encoder: parts::Encoder<4>,
        code:    [f32; 4],
        decoder: Dense(16),
    }
}

fn main() {
    let auto = Auto::new(1);
    println!("{:?} {}", auto.forward(&[0.0; 16]), auto.encoder.code.bias.len());
}
