//! refused: the `&labels` argument of `step`; class indices are `usize`, so declare `[usize; 4]` (or convert the labels once with `as usize`)

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
    let inputs = [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5], [6.4, 3.2, 4.5, 1.5]];
    let labels: [i64; 4] = [0, 1, 2, 1];
    let mut net = Iris::new(1);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01));
    trainer.step(&mut net, &inputs, &labels)?;
    Ok(())
}
