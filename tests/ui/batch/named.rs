//! one mistake
//@ fix: size = 8 => 8
use nn_core::network;

network! {
    #[batch(size = 8)] //~ size = 8
    struct Net {
        input: [f32; 4],
        norm: BatchNorm,
        logits: Dense(2),
    }
}

fn main() {}
