//! one mistake: 16
//@ fix: struct Net => #[batch(16)] struct Net
use nn_core::network;

network! {
    #[batch(16)]
    struct Inner {
        input: [f32; 4],
        norm: BatchNorm,
        logits: Dense(2),
    }
}
network! {
    struct Net {
        input: [f32; 4],
        inner: self::Inner, //~ self::Inner
        logits: Dense(2),
    }
}

fn main() {}
