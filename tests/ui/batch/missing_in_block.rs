//! one mistake: BatchNorm and Net
//@ fix:     struct Net => #[batch(32)] struct Net
use nn_core::network;

network! {
    struct Net {
        input: [f32; 4],
        block: Residual { inner: Dense(4), norm: BatchNorm, Relu }, //~ BatchNorm
    }
}

fn main() {}
