//! one mistake: BatchNorm and EachStep
//@ fix: , norm: BatchNorm } =>  }, norm: BatchNorm
use nn_core::network;

network! {
    #[batch(32)]
    struct Net {
        input: [f32; (5, 4)],
        each: EachStep { up: Dense(8), norm: BatchNorm }, //~ BatchNorm
    }
}

fn main() {}
