//! one mistake
//@ fix: 8u32 => 8
use nn_core::network;

network! {
    #[batch(8u32)] //~ 8u32
    struct Net {
        input: [f32; 4],
        norm: BatchNorm,
        logits: Dense(2),
    }
}

fn main() {}
