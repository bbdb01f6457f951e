//! refused: `network!` generates `NetTape`, which is also declared by hand; point to one of the two and say who makes the other

use nn_core::prelude::*;

/// Results of a run, on tape.
#[derive(Debug, Default)]
struct NetTape {
    losses: Vec<f32>,
}

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let mut tape = NetTape::default();
    tape.losses.push(1.0);
    println!("{tape:?} {}", Net::PARAMETERS);
}
