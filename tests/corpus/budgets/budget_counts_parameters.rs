//! refused: `1_210` after `flash =`; the budget is in bytes, four for each of the 1210 parameters: the network needs 4840, and `hidden` is the largest

use nn_core::prelude::*;

network! {
    /// 1,210 parameters have to fit.
    #[budget(flash = 1_210)]
    pub struct Small {
        input:  [f32; 64],
        hidden: Dense(16),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    let net = Small::new(1);
    println!("{}", argmax(&net.forward(&[0.0; 64])));
}
