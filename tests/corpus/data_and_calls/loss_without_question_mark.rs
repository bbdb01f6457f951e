//! refused: `step` returns a `Result`: add `?` or `.unwrap()`; point to the call of `step`
//! flaw: 21 lines of what adds, and no word of `?`

use nn_core::prelude::*;

network! {
    struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.05));
    let mut total: f32 = 0.0;
    for _ in 0..100 {
        total += trainer.step(&mut net, &inputs, &targets);
    }
    println!("{total}");
}
