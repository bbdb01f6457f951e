//! refused: `new` draws numbers and is not const: a static takes `zeros()` or `weights!`; point to `Small::new(7)`

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

static NET: Small = Small::new(7);

fn main() {
    println!("{}", NET.classify(&[0.0; 4]));
}
