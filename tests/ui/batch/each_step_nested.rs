//! one mistake: x and EachStep
//@ fix: each: EachStep { x: self::Inner } => x: self::Whole
use nn_core::network;

network! {
    #[batch(16)]
    struct Inner {
        input: [f32; 4],
        norm: BatchNorm,
    }
}
network! {
    #[batch(16)]
    struct Whole {
        input: [f32; (5, 4)],
        norm: BatchNorm,
    }
}
network! {
    #[batch(16)]
    struct Net {
        input: [f32; (5, 4)],
        each: EachStep { x: self::Inner }, //~ self::Inner
    }
}

fn main() {}
