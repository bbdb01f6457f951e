//! refused: `Dropout` has no weights to freeze (it drops only while training anyway); point to `#[frozen]`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 16],
        hidden: Dense(32),
        Relu,
        #[frozen]
        Dropout(0.2),
        logits: Dense(4),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{}", net.classify(&[0.0; 16]));
}
