//! refused: a fused step takes one example, not a batch: loop over the rows; at `&inputs`
//! flaw: 30 lines, the first about the targets

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() -> Result<(), TrainError> {
    let mut net = Motor::new(1);
    let inputs = [[0.5; 8], [0.25; 8]];
    let targets = [[1.0], [0.0]];
    let mut trainer = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.01));
    trainer.step(&mut net, &inputs, &targets)?;
    Ok(())
}
