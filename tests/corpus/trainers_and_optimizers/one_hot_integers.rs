//! refused: a target is a class (`usize`) or probabilities in `f32`; point to `&targets`, and propose `1` in place of `[0, 1, 0]`

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
    let inputs = [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]];
    let targets = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    let mut net = Iris::new(0);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01));
    trainer.step(&mut net, &inputs, &targets)?;
    Ok(())
}
