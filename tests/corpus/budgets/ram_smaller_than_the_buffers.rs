//! refused: `64` after `ram =`; the buffers between the layers need several hundred bytes, so raise the budget or make `hidden` smaller

use nn_core::prelude::*;

network! {
    #[budget(flash = 64 * 1024, ram = 64)]
    pub struct Digits {
        input:  [f32; 64],
        hidden: Dense(100),
        Relu,
        narrow: Dense(50),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    println!("{}", Digits::INFERENCE_BYTES);
}
