//! one mistake: BatchNorm1d
//@ fix: BatchNorm1d => BatchNorm
use nn_core::network;

network! {
    #[batch(32)]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm1d, //~ BatchNorm1d
    }
}

fn main() {}
