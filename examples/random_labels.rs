//! What does a network learn where there is nothing to learn?
//!
//! A hundred points with labels from a coin. A network of eight hidden units remembers some of them, one of 128 learns
//! every label by heart. On fresh points both are as good as the coin. So a training accuracy says how much
//! a network *can remember*, not what it has understood: always keep some rows aside (Zhang et al. 2017).
//!
//! Run: `cargo run --release --example random_labels` (`--quick` takes fewer steps)
//!
//! Expect: accuracy on the known rows 70 to 100 %, on fresh rows always about 50 %; ln 2 = 0.6931 is the loss of a coin.

use nn_core::prelude::*;

network! {
    /// 3-8-1: 41 parameters for 100 labels.
    struct Small {
        input:  [f64; 3],
        hidden: Dense(8),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

network! {
    /// 3-128-1: 641 parameters for 100 labels.
    struct Large {
        input:  [f64; 3],
        hidden: Dense(128),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

type Points<'a> = Data<'a, [f64; 3], [f64; 1]>;

/// Points from a normal distribution, labels from a coin.
fn coin(rows: usize, seed: u64) -> (Vec<[f64; 3]>, Vec<[f64; 1]>) {
    let mut random = Random::new(seed);
    let mut row = || (std::array::from_fn(|_| random.normal()), [f64::from(random.below(2))]);
    (0..rows).map(|_| row()).unzip()
}

/// Trains on all rows at once and prints the way.
fn learn<N, O>(name: &str, optimizer: O, steps: usize, known: &Points, fresh: &Points) -> Result<(), TrainError>
where
    N: Network<Scalar = f64> + Layer<f64, In = Features<3>, Out = Features<1>>,
    BinaryCrossEntropy: LossOn<<N as Layer<f64>>::Head>,
    O: Optimizer<N>,
{
    let mut net = N::new(42);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, optimizer);
    println!("{name}, {} parameters\n", N::PARAMETERS);
    println!("{:>6}{:>10}{:>13}{:>13}", "step", "loss", "known rows", "fresh rows");
    for step in 0..=steps {
        if step % (steps / 5) == 0 {
            let (seen, unseen) =
                (evaluate(&net, known, BinaryCrossEntropy)?, evaluate(&net, fresh, BinaryCrossEntropy)?);
            let [seen_right, unseen_right] = [&seen, &unseen].map(|report| 100.0 * report.accuracy().unwrap_or(0.0));
            println!("{step:>6}{:>10.4}{seen_right:>11.1} %{unseen_right:>11.1} %", seen.loss);
        }
        trainer.step(&mut net, known.inputs, known.targets)?;
    }
    println!();
    Ok(())
}

fn main() -> Result<(), TrainError> {
    let steps = if std::env::args().any(|argument| argument == "--quick") { 1_000 } else { 10_000 };
    let ((x, y), (fresh_x, fresh_y)) = (coin(100, 1), coin(1000, 2));
    let (known, fresh) = (Data::new(&x, &y), Data::new(&fresh_x, &fresh_y));
    learn::<Small, _>("3-8-1, gradient descent at 0.1", Sgd::new(0.1), 1_000, &known, &fresh)?;
    learn::<Small, _>("3-8-1, Adam at 0.01", Adam::new(0.01), steps, &known, &fresh)?;
    learn::<Large, _>("3-128-1, Adam at 0.01", Adam::new(0.01), steps, &known, &fresh)?;
    println!("A perfect score on known rows, a coin on fresh ones: remembered, not understood.");
    Ok(())
}
