//! refused: numbers of the data are `f32`: write `0.0` and `1.0`; at `&inputs`

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
    let inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.5));
    trainer.step(&mut net, &inputs, &targets)?;
    Ok(())
}
