//! refused: a size is a constant: `const NEURONS: usize = 4;`; at `neurons` in `Dense`

use nn_core::prelude::*;

fn main() {
    let neurons = 4;
    network! {
        struct Xor {
            input:  [f32; 2],
            hidden: Dense(neurons),
            Tanh,
            output: Dense(1),
            Sigmoid,
        }
    }
    println!("{:?}", Xor::new(7).forward(&[0.0, 1.0]));
}
