//! one mistake: momentum
//@ fix: 1.0 => 0.5
use nn_core::network;

network! {
    #[batch(32)]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm(momentum = 1.0), //~ 1.0
    }
}

fn main() {}
