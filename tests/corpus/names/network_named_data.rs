//! refused: `Data` now names the user's network, not nn_core's `Data`; point to `Data::new(...)` and say which `Data` is meant, or warn at the name
//! flaw: 50 lines, and no word of `nn_core::Data`

use nn_core::prelude::*;

network! {
    /// A network for my data.
    pub struct Data {
        input:  [f32; 2],
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

fn main() -> Result<(), TrainError> {
    let xs = vec![[0.0, 1.0], [1.0, 0.0]];
    let ys = vec![[1.0], [0.5]];
    let mut net = Data::new(3);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    trainer.fit(&mut net, &Data::new(&xs, &ys), Fit::default(), |_| {})?;
    Ok(())
}
