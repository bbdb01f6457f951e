//! accepted: nothing is pointed to: a schedule, clipping and L2 are chained on one trainer

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
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let mut net = Xor::new(7);
    let optimizer = Adam { learning_rate: 0.05, ..Adam::default() };
    let mut trainer =
        Trainer::new(&net, BinaryCrossEntropy, optimizer).schedule(Cosine::new(300)).clip_norm(1.0).l2(1e-4);
    for _ in 0..300 {
        trainer.step(&mut net, &inputs, &targets)?;
    }
    Ok(())
}
