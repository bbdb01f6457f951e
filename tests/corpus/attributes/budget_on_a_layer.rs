//! refused: a budget is for the whole network: put it before `struct`; point to `budget`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 16],
        #[budget(flash = 4 * 1024)]
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
