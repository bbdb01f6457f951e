//! refused: `network!` makes `NetTape` beside `Net`: rename one; at the second `NetTape`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

/// A recording of what the network said.
pub struct NetTape {
    pub answers: Vec<[f32; 1]>,
}

fn main() {
    let mut tape = NetTape { answers: Vec::new() };
    tape.answers.push(Net::new(1).forward(&[0.0; 4]));
}
