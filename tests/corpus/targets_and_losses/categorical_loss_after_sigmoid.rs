//! refused: `CrossEntropy` in `Trainer::new`; it has no meaning after `Sigmoid`: end the network in `Softmax` (or in `Dense`), or take `BinaryCrossEntropy` where several labels can hold at once
//! flaw: 31 lines: the step does not exist either

use nn_core::prelude::*;

network! {
    pub struct Wine {
        input:  [f32; 13],
        hidden: Dense(32),
        Relu,
        logits: Dense(3),
        Sigmoid,
    }
}

fn main() -> Result<(), TrainError> {
    let inputs = [[0.1; 13], [0.5; 13], [0.9; 13]];
    let labels = [0usize, 1, 2];
    let mut net = Wine::new(3);
    let mut trainer = Trainer::new(&net, CrossEntropy, AdamW::new(0.005));
    for _ in 0..100 {
        trainer.step(&mut net, &inputs, &labels)?;
    }
    Ok(())
}
