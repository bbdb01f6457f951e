//! refused: `"accuracy"` in `evaluate`; the third argument is the loss, write `CrossEntropy`, and ask the report with `report.accuracy()`
//! flaw: 34 lines: the targets do not fit either

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
    let flowers = vec![[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]];
    let species = vec![0usize, 1, 2];
    let net = Iris::new(4);
    let report = evaluate(&net, &Data::new(&flowers, &species), "accuracy")?;
    println!("{report}");
    Ok(())
}
