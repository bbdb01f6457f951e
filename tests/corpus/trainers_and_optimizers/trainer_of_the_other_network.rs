//! refused: this trainer was made for `Actor`, and the network is a `Critic`; point to `&mut critic`

use nn_core::prelude::*;

network! {
    pub struct Actor {
        state:  [f32; 4],
        hidden: Dense(16),
        Tanh,
        output: Dense(1),
    }
}
network! {
    pub struct Critic {
        state:  [f32; 4],
        hidden: Dense(32),
        Tanh,
        output: Dense(1),
    }
}

fn main() -> Result<(), TrainError> {
    let mut actor = Actor::new(0);
    let mut critic = Critic::new(1);
    let mut trainer = Trainer::new(&actor, MeanSquaredError, Adam::new(0.001));
    trainer.step(&mut actor, &[[0.0; 4]], &[[1.0]])?;
    trainer.step(&mut critic, &[[0.0; 4]], &[[1.0]])?;
    Ok(())
}
