//! refused: `0.9` in `Sgd::new(0.1, 0.9)`; `Sgd::new` takes the learning rate only, momentum is an optimizer of its own
//! flaw: 27 lines

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
    let houses = [[84.0, 3.0, 12.0], [132.0, 5.0, 40.0]];
    let prices = [[3.12], [4.05]];
    let mut net = House::new(5);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1, 0.9));
    for _ in 0..50 {
        trainer.step(&mut net, &houses, &prices)?;
    }
    Ok(())
}
