//! refused: the budget wants the name of an optimizer, `Adam`, without its settings; point to `Adam::new(0.001)`

use nn_core::prelude::*;

network! {
    #[budget(training_ram = 64 * 1024, optimizer = Adam::new(0.001))]
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
