//! refused: the `&angles` argument of `step`; a target is one row per example with 2 values, not one row per output with 4: write `[[f32; 2]; 4]`

use nn_core::prelude::*;

network! {
    /// Four sensors in, two joint angles out.
    pub struct Arm {
        input:  [f32; 4],
        hidden: Dense(12),
        Tanh,
        angles: Dense(2),
    }
}

fn main() -> Result<(), TrainError> {
    let sensors: [[f32; 4]; 4] = [[0.0; 4], [0.1; 4], [0.2; 4], [0.3; 4]];
    let angles: [[f32; 4]; 2] = [[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1]];
    let mut net = Arm::new(2);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.01));
    trainer.step(&mut net, &sensors, &angles)?;
    Ok(())
}
