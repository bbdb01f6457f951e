//! accepted: nothing: behind a last `Dense` the loss takes logits

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        logit:  Dense(1),
    }
}

fn main() -> Result<(), TrainError> {
    let x = [[5.1, 3.5, 1.4, 0.2], [6.2, 2.9, 4.3, 1.3]];
    let y = [[0.0], [1.0]];
    let mut net = Net::new(0);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(1e-3));
    for _epoch in 0..3 {
        let _loss = trainer.step(&mut net, &x, &y)?;
    }
    Ok(())
}
