//! accepted: nothing is pointed to: network, optimizer and trainer can all be made on the heap

use nn_core::prelude::*;

network! {
    struct Mnist {
        input:  [f32; 784],
        hidden: Dense(128),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() -> Result<(), TrainError> {
    let (images, labels) = (vec![[0.5; 784]; 8], vec![3usize; 8]);
    let mut net = Mnist::boxed(1);
    let mut trainer = Trainer::boxed(&*net, CrossEntropy.smoothed(0.05), AdamW::boxed(0.002));
    let fit = Fit { epochs: 1, batch: 4, seed: 1, ..Fit::default() };
    trainer.fit(&mut net, &Data::new(&images, &labels), fit, |_| {})?;
    println!("{}", evaluate(&*net, &Data::new(&images, &labels), CrossEntropy)?);
    Ok(())
}
