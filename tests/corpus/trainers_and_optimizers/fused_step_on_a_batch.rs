//! refused: a fused step takes one example: loop over the rows, or take `Trainer`; point to `&inputs`
//! flaw: 30 lines, the first about the targets

use nn_core::prelude::*;

network! {
    pub struct Iris {
        input:  [f32; 4],
        hidden: Dense(16),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() -> Result<(), TrainError> {
    let inputs = [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4]];
    let labels = [0usize, 1];
    let mut net = Iris::new(0);
    let mut trainer = FusedTrainer::new(&net, CrossEntropy, Sgd::new(0.05));
    trainer.step(&mut net, &inputs, &labels)?;
    Ok(())
}
