//! one mistake: BatchNorm
//@ fix: (1) => (32)
use nn_core::network;

network! {
    #[batch(1)] //~ 1
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm,
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
