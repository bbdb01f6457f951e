//! refused: `8 * 1024` of the budget or `Wide<400>` in `check!`; at this width the network needs far more than 8192 bytes of flash, and `hidden` is the largest

use nn_core::prelude::*;

network! {
    #[budget(flash = 8 * 1024)]
    pub struct Wide<const WIDTH: usize> {
        input:  [f32; 64],
        hidden: Dense(WIDTH),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

nn_core::check!(Wide<400>);

fn main() {
    let net = Wide::<16>::new(1);
    println!("{}", argmax(&net.forward(&[0.0; 64])));
}
