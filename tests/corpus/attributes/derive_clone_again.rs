//! refused: every network is `Clone` and `Debug` already: remove the derive; point to `Clone` in `derive`

use nn_core::prelude::*;

network! {
    #[derive(Clone, Debug)]
    pub struct Net {
        input:  [f32; 16],
        hidden: Dense(32),
        Relu,
        logits: Dense(4),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{}", net.classify(&[0.0; 16]));
}
