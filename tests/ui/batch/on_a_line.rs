//! one mistake: batch
//@ fix: #[batch(32)] => 
//@ fix:     struct Net => #[batch(32)] struct Net
use nn_core::network;

network! {
    struct Net {
        input: [f32; 4],
        #[batch(32)] //~ #[batch(32)]
        norm: BatchNorm,
        logits: Dense(2),
    }
}

fn main() {}
