//! refused: `MeanSquaredError` wants values of the output's shape, `[f32; 3]`, not classes; for classes take `CrossEntropy`; point to `&labels`

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
    let labels: [usize; 3] = [0, 1, 2];
    let mut net = Iris::new(0);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Adam::new(0.01));
    trainer.step(&mut net, &inputs, &labels)?;
    Ok(())
}
