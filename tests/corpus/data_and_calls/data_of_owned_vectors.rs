//! refused: the arguments of `Data::new(flowers, species)`; data borrow their rows: write `Data::new(&flowers, &species)`
//! flaw: 33 lines

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
    let flowers: Vec<[f32; 4]> = vec![[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]];
    let species: Vec<usize> = vec![0, 1, 2];
    let net = Iris::new(1);
    let report = evaluate(&net, &Data::new(flowers, species), CrossEntropy)?;
    println!("{:.4}", report.loss);
    Ok(())
}
