//! refused: `BinaryCrossEntropy` in `Trainer::new`; it has no meaning after `Tanh`, whose values go from -1 to 1: end the network in `Sigmoid`, or take a squared error
//! flaw: 31 lines: the step does not exist either

use nn_core::prelude::*;

network! {
    /// A discriminator: real or invented.
    pub struct Critic {
        input:  [f32; 16],
        hidden: Dense(24),
        Relu,
        real:   Dense(1),
        Tanh,
    }
}

fn main() -> Result<(), TrainError> {
    let samples = [[0.3; 16], [0.7; 16]];
    let real = [[1.0], [0.0]];
    let mut critic = Critic::new(11);
    let mut trainer = Trainer::new(&critic, BinaryCrossEntropy, Adam::new(0.0002));
    trainer.step(&mut critic, &samples, &real)?;
    Ok(())
}
