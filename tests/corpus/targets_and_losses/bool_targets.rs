//! refused: the `&targets` argument of `step` (or the array that it names); targets of a `Sigmoid` output are numbers, write `[[0.0], [1.0], ...]` instead of `true` and `false`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() -> Result<(), TrainError> {
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[false], [true], [true], [false]];
    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.05));
    for _ in 0..500 {
        trainer.step(&mut net, &inputs, &targets)?;
    }
    Ok(())
}
