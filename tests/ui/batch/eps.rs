//! one mistake: eps
//@ fix: BatchNorm(eps = 1e-3), => BatchNorm(epsilon = 1e-3),
use nn_core::network;

network! {
    #[batch(32)]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm(eps = 1e-3), //~ eps
    }
}

fn main() {}
