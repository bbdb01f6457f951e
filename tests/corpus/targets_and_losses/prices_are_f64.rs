//! refused: the `&prices` argument of `step`; the network computes in `f32`, so the targets have to be `[[f32; 1]; 2]` (or the network has to be declared with `f64`)

use nn_core::prelude::*;

network! {
    pub struct House {
        input:  [f32; 3],
        hidden: Dense(8),
        Gelu,
        price:  Dense(1),
    }
}

fn main() -> Result<(), TrainError> {
    let houses: [[f32; 3]; 2] = [[84.0, 3.0, 12.0], [132.0, 5.0, 40.0]];
    let prices: [[f64; 1]; 2] = [[3.12], [4.05]];
    let mut net = House::new(5);
    let mut trainer = Trainer::new(&net, MeanSquaredError, AdamW::new(0.005));
    for _ in 0..200 {
        trainer.step(&mut net, &houses, &prices)?;
    }
    Ok(())
}
