//! refused: rows are arrays `[f32; 2]`, not `Vec<f32>`: their length is known to the compiler; point to `&inputs`

use nn_core::prelude::*;

network! {
    struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() -> Result<(), TrainError> {
    let mut inputs: Vec<Vec<f32>> = Vec::new();
    let mut targets: Vec<[f32; 1]> = Vec::new();
    for (a, b) in [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)] {
        inputs.push(vec![a, b]);
        targets.push([if a != b { 1.0 } else { 0.0 }]);
    }
    let mut net = Xor::new(1);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.05));
    trainer.step(&mut net, &inputs, &targets)?;
    Ok(())
}
