//! one mistake
//@ fix: "32" => 32
use nn_core::network;

network! {
    #[batch("32")] //~ "32"
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm,
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
