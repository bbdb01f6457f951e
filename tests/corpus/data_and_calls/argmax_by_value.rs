//! refused: `argmax` borrows the outputs: `argmax(&y)`; point to the argument
//! flaw: 19 lines

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Small::new(0);
    let best = argmax(net.forward(&[0.1, 0.2, 0.3, 0.4]));
    println!("{best}");
}
