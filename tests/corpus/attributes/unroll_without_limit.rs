//! refused: `unroll` needs a number of multiplications: `#[unroll(64)]`; point to `unroll`

use nn_core::prelude::*;

network! {
    #[unroll]
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
