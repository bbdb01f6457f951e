//! refused: `lr` in `Adam { lr: 3e-4, .. }`; the field is called `learning_rate`: write `learning_rate: 3e-4`

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
    let optimizer = Adam { lr: 3e-4, ..Adam::default() };
    let mut trainer = Trainer::new(&net, CrossEntropy, optimizer);
    trainer.step(&mut net, &flowers, &species)?;
    Ok(())
}
