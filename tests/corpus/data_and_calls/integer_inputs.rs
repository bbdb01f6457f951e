//! refused: the network takes `f32`, so write `0.0` and `1.0`; point to the integer literals (or to `&inputs`), not to a trait bound

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

fn main() -> Result<(), TrainError> {
    let inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.5));
    trainer.step(&mut net, &inputs, &targets)?;
    Ok(())
}
