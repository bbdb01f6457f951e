//! refused: `net.parameters()`, the first argument of `Adam::new`; an optimizer gets its learning rate only, the trainer knows the network: write `Adam::new(0.05)`
//! flaw: 36 lines

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() -> Result<(), TrainError> {
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(net.parameters(), 0.05));
    for _ in 0..500 {
        trainer.step(&mut net, &inputs, &targets)?;
    }
    Ok(())
}
