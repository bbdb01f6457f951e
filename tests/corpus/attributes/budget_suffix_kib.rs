//! refused: a number has no unit: write `48 * 1024`; point to `48KiB`

use nn_core::prelude::*;

network! {
    #[budget(flash = 48KiB, ram = 2 * 1024)]
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
