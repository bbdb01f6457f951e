//! accepted: compiles, as both are slices; `step` returns an error that says 4 inputs but 3 targets

use nn_core::prelude::*;

network! {
    pub struct Price {
        input:  [f32; 2],
        hidden: Dense(8),
        Gelu,
        price:  Dense(1),
    }
}

fn main() -> Result<(), TrainError> {
    let houses = [[50.0, 2.0], [80.0, 3.0], [120.0, 5.0], [95.0, 4.0]];
    let prices = [[1.0], [1.7], [2.4]];
    let mut net = Price::new(0);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Adam::new(0.01));
    trainer.step(&mut net, &houses, &prices)?;
    Ok(())
}
