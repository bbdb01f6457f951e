//! one mistake: batch_size
//@ fix: batch_size => batch
use nn_core::network;

network! {
    #[batch_size(32)] //~ batch_size
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm,
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
