//! refused: sizes are arguments and inputs are inferred: `Dense(8)`; point to `<4, 8>`

use nn_core::prelude::*;

network! {
    pub struct Policy {
        state:  [f32; 4],
        first:  Dense<4, 8>,
        Tanh,
        action: Dense(2),
        Softmax,
    }
}

fn main() {
    let policy = Policy::new(5);
    println!("{:?}", policy.forward(&[0.0, 0.1, 0.2, 0.3]));
}
