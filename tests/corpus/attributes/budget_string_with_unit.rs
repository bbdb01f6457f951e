//! refused: a budget is a number of bytes, as in `48 * 1024`; point to `"48KB"`

use nn_core::prelude::*;

network! {
    #[budget(flash = "48KB")]
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
