//! refused: `std` in `Standardize(mean = 0.1307, std = 0.3081)`; the argument is called `scale`: write `scale = 0.3081`

use nn_core::prelude::*;

network! {
    pub struct Digits {
        input:  [f32; 784],
        pixels: Standardize(mean = 0.1307, std = 0.3081),
        hidden: Dense(64),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    let net = Digits::boxed(0);
    println!("{}", argmax(&net.forward(&[0.5; 784])));
}
