//! one mistake: BatchNorm
//@ fix:         BatchNorm, => batchnorm: BatchNorm,
use nn_core::network;

network! {
    #[batch(32)]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        BatchNorm, //~ BatchNorm
    }
}

fn main() {}
