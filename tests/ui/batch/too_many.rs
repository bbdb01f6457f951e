//! one mistake
//@ fix: 99999999999 => 32
use nn_core::network;

network! {
    #[batch(99999999999)] //~ 99999999999
    struct Net {
        input: [f32; 4],
        norm: BatchNorm,
        logits: Dense(2),
    }
}

fn main() {}
