//! one mistake
//@ fix: -8 => 8
use nn_core::network;

network! {
    #[batch(-8)] //~ -8
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm,
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
