//! Three classic tables: iris flowers, Italian wines, breast tumours.
//!
//! Every network standardises its own inputs: the layer `scaled` is fitted to the training rows once and then part of
//! the network. Each is trained with ten seeds and judged on the fixed test rows, beside scikit-learn's `MLPClassifier`
//! of the same shape (1.9.1, standardised inputs, ten seeds, same rows).
//!
//! ```sh
//! cargo run --release --example tabular
//! cargo run --release --example tabular -- --quick    # two seeds
//! ```
//!
//! Expect a table of accuracies within a few seconds. The program fails if one of ours is more than 0.015 below the worst of
//! scikit-learn's ten.

mod support;

use std::process::ExitCode;

use nn_core::layer::Softmax;
use nn_core::prelude::*;
use support::data::Set;

network! {
    /// Petals and sepals in, three species out.
    struct Iris { input: [f32; 4], scaled: Standardize, hidden: Dense(16), Relu, logits: Dense(3), Softmax }
}
network! {
    /// Chemistry in, three growers out.
    struct Wine { input: [f32; 13], scaled: Standardize, hidden: Dense(32), Relu, logits: Dense(3), Softmax }
}
network! {
    /// Cell nuclei in, malignant or benign out.
    struct Cancer {
        input:  [f32; 30],
        scaled: Standardize,
        hidden: Dense(32),
        Relu,
        narrow: Dense(16),
        Relu,
        logits: Dense(2),
        Softmax,
    }
}

fn main() -> ExitCode {
    support::run(program)
}

/// Scikit-learn's mean, least and greatest accuracy.
type Reference = [f64; 3];
const IRIS: Reference = [0.9933, 0.9667, 1.0];
const WINE: Reference = [1.0, 1.0, 1.0];
const CANCER: Reference = [0.9728, 0.9649, 0.9737];

fn program() -> support::Outcome {
    let options = support::Options::read(&[])?;
    let seeds = if options.quick { 2 } else { 10 };
    println!("test accuracy in %, {seeds} seeds");
    println!("{:16}{:12}{:>7}  {:15}  {:>14}  from – to", "data set", "network", "ours", "  from – to", "scikit-learn");
    let new = |seed, inputs: &[_]| {
        let mut net = Iris::new(seed);
        net.scaled.fit(inputs);
        net
    };
    compare("iris", "4-16-3", IRIS, seeds, new)?;
    let new = |seed, inputs: &[_]| {
        let mut net = Wine::new(seed);
        net.scaled.fit(inputs);
        net
    };
    compare("wine", "13-32-3", WINE, seeds, new)?;
    let new = |seed, inputs: &[_]| {
        let mut net = Cancer::new(seed);
        net.scaled.fit(inputs);
        net
    };
    compare("breast_cancer", "30-32-16-2", CANCER, seeds, new)
}

/// Trains and judges networks made by `new` from a seed and the training inputs, and prints a line of the table.
fn compare<N, const IN: usize, const OUT: usize>(
    name: &str,
    shape: &str,
    [mean, least, most]: Reference,
    seeds: u64,
    new: impl Fn(u64, &[[f32; IN]]) -> N,
) -> support::Outcome
where
    N: Network<Scalar = f32> + Layer<f32, In = Features<IN>, Out = Features<OUT>, Head = Softmax>,
{
    let (train, test) = Set::<IN>::load(name, OUT)?.split(name)?;
    let mut scores = Vec::new();
    for seed in 0..seeds {
        let mut net = new(seed, &train.inputs);
        let fit = Fit { epochs: 100, batch: 16, seed, ..Fit::default() };
        let optimizer = AdamW { weight_decay: 0.01, ..AdamW::new(0.005) };
        let mut trainer = Trainer::new(&net, CrossEntropy, optimizer);
        trainer.fit(&mut net, &train.data(), fit, |_| ())?;
        scores.push(evaluate(&net, &test.data(), CrossEntropy)?.accuracy().unwrap_or(0.0));
    }
    let ours = scores.iter().sum::<f64>() / scores.len() as f64;
    let (worst, best) = scores.iter().fold((1.0f64, 0.0f64), |(low, high), &score| (low.min(score), high.max(score)));
    println!(
        "{name:16}{shape:12}{:7.2}  {:6.2} – {:6.2}  {:14.2}  {:6.2} – {:6.2}",
        100.0 * ours,
        100.0 * worst,
        100.0 * best,
        100.0 * mean,
        100.0 * least,
        100.0 * most
    );
    if worst < least - 0.015 {
        return Err(format!("{name}: an accuracy of {worst:.4} is too far below {least}").into());
    }
    Ok(())
}
