//! one mistake
//@ fix: #[batch = 32] => #[batch(32)]
use nn_core::network;

network! {
    #[batch = 32] //~ #[batch = 32]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm,
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
