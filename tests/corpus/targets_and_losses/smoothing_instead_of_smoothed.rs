//! refused: `smoothing` in `CrossEntropy.smoothing(0.1)`; the method is called `smoothed`: write `CrossEntropy.smoothed(0.1)`

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
    let flowers = [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]];
    let species = [0usize, 1, 2];
    let mut net = Iris::new(4);
    let mut trainer = Trainer::new(&net, CrossEntropy.smoothing(0.1), Adam::new(0.01));
    trainer.step(&mut net, &flowers, &species)?;
    Ok(())
}
