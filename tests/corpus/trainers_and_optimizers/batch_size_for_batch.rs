//! refused: `batch_size` in `Fit { .. }`; the field is called `batch`: write `batch: 32`

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

fn learn(flowers: &[[f32; 4]], species: &[usize]) -> Result<Iris, TrainError> {
    let mut net = Iris::new(1);
    let mut trainer = Trainer::new(&net, CrossEntropy, AdamW::new(0.005));
    let fit = Fit { epochs: 100, batch_size: 32, seed: 1, ..Fit::default() };
    trainer.fit(&mut net, &Data::new(flowers, species), fit, |epoch| println!("{}", epoch.loss))?;
    Ok(net)
}

fn main() {
    println!("{}", learn(&[[5.1, 3.5, 1.4, 0.2]], &[0]).is_ok());
}
