//! accepted: nothing is wrong with it

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() -> Result<(), TrainError> {
    let x = [[5.1, 3.5, 1.4, 0.2], [6.2, 2.9, 4.3, 1.3]];
    let one_hot = [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]];
    let mut net = Net::new(0);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(1e-3));
    trainer.step(&mut net, &x, &one_hot)?;
    Ok(())
}
