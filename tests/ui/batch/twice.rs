//! one mistake: batch
//@ fix: #[batch(16)] => 
use nn_core::network;

network! {
    #[batch(32)]
    #[batch(16)] //~ #[batch(16)]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm,
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
