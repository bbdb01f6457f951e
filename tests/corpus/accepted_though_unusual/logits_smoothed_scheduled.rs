//! accepted: valid: cross-entropy takes the outputs of a last `Dense` as logits

use nn_core::prelude::*;

network! {
    pub struct Iris {
        input:  [f32; 4],
        hidden: Dense(16),
        Relu,
        logits: Dense(3),
        scores: [f32; 3],
    }
}

fn main() -> Result<(), TrainError> {
    let inputs = vec![[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]];
    let labels = vec![0usize, 1, 2];
    let mut net = Iris::new(0);
    let optimizer = AdamW { weight_decay: 0.01, ..AdamW::new(0.005) };
    let mut trainer = Trainer::new(&net, CrossEntropy.smoothed(0.1), optimizer).schedule(Cosine::new(100));
    for _ in 0..100 {
        trainer.step(&mut net, &inputs, &labels)?;
    }
    let report = evaluate(&net, &Data::new(&inputs, &labels), CrossEntropy)?;
    println!("{report}");
    Ok(())
}
