//! accepted: nothing is pointed to: a size is any const expression, also an element of an array or a shift

use nn_core::prelude::*;

const WIDTHS: [usize; 3] = [24, 12, 5];

network! {
    pub struct Funnel {
        input:  [f32; 1 << 4],
        first:  Dense(WIDTHS[0]),
        Relu,
        second: Dense(WIDTHS[1]),
        Relu,
        logits: Dense(WIDTHS[2]),
        Softmax,
    }
}

fn main() {
    let net = Funnel::new(3);
    println!("{}", argmax(&net.forward(&[0.5; 16])));
}
