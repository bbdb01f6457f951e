//! refused: `Trainer::new` only looks at the network: pass `&net`; point to `net`
//! flaw: 19 lines

use nn_core::prelude::*;

network! {
    struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(7);
    let trainer = Trainer::new(net, BinaryCrossEntropy, Adam::new(0.05));
    let _ = trainer;
}
