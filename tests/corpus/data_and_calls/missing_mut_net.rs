//! refused: training changes the network, so it needs `let mut net`; point to `net` in `&mut net` or in its `let`

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
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.05));
    for _ in 0..100 {
        trainer.step(&mut net, &inputs, &targets)?;
    }
    Ok(())
}
