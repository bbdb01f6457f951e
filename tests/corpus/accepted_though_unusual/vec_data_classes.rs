//! accepted: nothing: vectors of rows, and class numbers as `usize`

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
    let x = vec![[5.1, 3.5, 1.4, 0.2], [6.2, 2.9, 4.3, 1.3]];
    let y = vec![0, 1];
    let mut net = Net::new(0);
    let mut trainer = Trainer::new(&net, CrossEntropy.smoothed(0.1), Adam::new(1e-3));
    trainer.fit(&mut net, &Data::new(&x, &y), Fit { epochs: 2, batch: 2, ..Fit::default() }, |_| ())?;
    println!("{:?}", evaluate(&net, &Data::new(&x, &y), CrossEntropy)?.accuracy());
    Ok(())
}
