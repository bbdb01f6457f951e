//! one mistake: BatchNorm
//@ fix: = 1; => = 2;
use nn_core::network;

const ROWS: usize = 1;

network! {
    #[batch(ROWS)]
    struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: BatchNorm, //~ BatchNorm
        Relu,
        logits: Dense(2),
    }
}

fn main() {}
