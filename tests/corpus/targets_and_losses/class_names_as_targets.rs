//! refused: the `&species` argument of `Data::new` or `fit`; a class is an index of type `usize`, so number the names: `[0, 1, 2]`

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
    let species = ["setosa", "versicolor", "virginica"];
    let mut net = Iris::new(9);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01));
    trainer.fit(&mut net, &Data::new(&flowers, &species), Fit { epochs: 20, ..Fit::default() }, |epoch| {
        println!("{} {}", epoch.number, epoch.loss);
    })?;
    Ok(())
}
