//! Training.
use nn_core::prelude::*;

network! {
    /// Exclusive or.
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

#[test]
fn xor() -> Result<(), TrainError> {
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];

    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.05));
    for _ in 0..500 {
        trainer.step(&mut net, &inputs, &targets)?;
    }
    for x in &inputs {
        println!("{x:?} -> {:.3}", net.forward(x)[0]);
    }
    println!("{}", evaluate(&net, &Data::new(&inputs, &targets), BinaryCrossEntropy)?);
    let mut net = Xor::new(7);
    let mut trainer = Trainer::fused(&net, BinaryCrossEntropy, Sgd { learning_rate: 0.5, ..Sgd::default() });
    for i in 0..4000 {
        trainer.step_fused(&mut net, &inputs[i % 4], &targets[i % 4])?;
    }
    println!("{}", evaluate(&net, &Data::new(&inputs, &targets), BinaryCrossEntropy)?);
    Ok(())
}
