//! refused: rows are arrays of a known length: `Vec<[f32; 4]>`, not `Vec<Vec<f32>>`; at `&data`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() -> Result<(), TrainError> {
    let x: Vec<Vec<f32>> = vec![vec![5.1, 3.5, 1.4, 0.2], vec![6.2, 2.9, 4.3, 1.3]];
    let y: Vec<usize> = vec![0, 1];
    let mut net = Net::new(0);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(1e-3));
    let data = Data::new(&x, &y);
    trainer.fit(&mut net, &data, Fit { epochs: 10, batch: 32, ..Fit::default() }, |_| ())?;
    Ok(())
}
