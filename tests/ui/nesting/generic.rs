//! one mistake: 32 and 100
//@ fix: Encoder::<32> => Encoder::<100>

use nn_core::prelude::*;

network! { pub struct Encoder<const N: usize> { input: [f32; N], code: Dense(8) } }

network! {
    pub struct Net {
        input: [f32; 100],
        encoder: Encoder::<32>, //~ Encoder::<32>
    }
}

fn main() {}
