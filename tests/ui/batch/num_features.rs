//! one mistake: BatchNorm
//@ fix: BatchNorm(num_features = 8) => BatchNorm
use nn_core::network;

network! {
    #[batch(32)]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm(num_features = 8), //~ num_features = 8
    }
}

fn main() {}
