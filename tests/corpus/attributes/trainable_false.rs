//! refused: a layer that does not train is marked `#[frozen]`; point to `trainable`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 16],
        #[trainable(false)]
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
