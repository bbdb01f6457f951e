//! refused: `&species` (or the call `fit` with five arguments); both go into one `Data`: write `&Data::new(&flowers, &species)`
//! flaw: 40 lines, the first about the closure

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
    let mut net = Iris::new(1);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01));
    trainer.fit(&mut net, &flowers, &species, Fit { epochs: 10, ..Fit::default() }, |_| ())?;
    Ok(())
}
