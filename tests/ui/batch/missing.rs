//! one mistake: BatchNorm and Net
//@ fix:     struct Net => #[batch(32)] struct Net
use nn_core::network;

network! {
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm, //~ BatchNorm
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
