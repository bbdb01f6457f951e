//! XOR, learned; and three ways to fail at it.
//!
//! Two inputs, four hidden sigmoids, one output, squared error, all four rows in every step. From the same first weights:
//! a rate that is too high jumps into a corner where the sigmoids are flat, one that is too low gets nowhere, and two
//! hidden units settle for half of the rows. With cross-entropy, whose gradient does not fade near the end, the same
//! number of steps leaves a hundredth of the error.
//!
//! (Many tutorials drop the factor 2 of the derivative of the squared error. Their rates 2, 100 and 0.001 are 1, 50 and
//! 0.0005 here.)
//!
//! Run: `cargo run --release --example xor` (`--quick` takes 3,000 steps instead of 10,000)
//!
//! Expect: the first and the last network answer 0 1 1 0, the other three do not. (Where the wild one ends is a matter of
//! the last digit of its arithmetic.)

mod support;

use nn_core::prelude::*;
use support::draw::chart;

network! {
    /// Exclusive or, as it can be learned.
    struct Xor {
        input:  [f64; 2],
        hidden: Dense(4),
        Sigmoid,
        output: Dense(1),
        Sigmoid,
    }
}

network! {
    /// Exclusive or with a hidden layer of two.
    struct Narrow {
        input:  [f64; 2],
        hidden: Dense(2),
        Sigmoid,
        output: Dense(1),
        Sigmoid,
    }
}

const INPUTS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const TARGETS: [[f64; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

/// The first weights: `normal · 0.5` of a well-known generator with seed 42.
fn wide() -> Xor {
    let mut net = Xor::zeros();
    net.hidden.weight = [
        [0.24835707650561634, -0.06913215058559233, 0.32384426905034625, 0.7615149282040127],
        [-0.11707668736166799, -0.11706847847459027, 0.7896064077536957, 0.3837173645764544],
    ];
    net.output.weight = [[-0.23473719296747605], [0.27128002179298233], [-0.23170884640623113], [-0.23286487678512843]];
    net
}

fn narrow() -> Narrow {
    let mut net = Narrow::zeros();
    net.hidden.weight = [[0.24835707650561634, -0.06913215058559233], [0.32384426905034625, 0.7615149282040127]];
    net.output.weight = [[-0.11707668736166799], [-0.11706847847459027]];
    net
}

/// Trains by gradient descent, prints a row of the table, and returns the squared error on the first part of the way.
fn run<N, L>(name: &str, mut net: N, loss: L, rate: f64, steps: usize) -> Result<Vec<(f64, f64)>, TrainError>
where
    N: Network<Scalar = f64> + Layer<f64, In = Features<2>, Out = Features<1>>,
    L: LossOn<<N as Layer<f64>>::Head> + Loss<f64, Values>,
{
    let mut trainer = Trainer::new(&net, loss, Sgd::new(rate));
    let mut curve = Vec::new();
    for step in 0..steps {
        if step <= 4_000 && step % 20 == 0 {
            curve.push((step as f64, squared_error(&net)));
        }
        trainer.step(&mut net, &INPUTS, &TARGETS)?;
    }
    print!("{name:<30}{rate:>7}{:>12.6}   ", squared_error(&net));
    for x in &INPUTS {
        print!("{:>7.3}", net.forward(x)[0]);
    }
    let right = INPUTS.iter().zip(TARGETS).filter(|(x, [target])| net.forward(x)[0].round() == *target).count();
    println!("{:>8}", format!("{right} of 4"));
    Ok(curve)
}

/// The mean squared error of the four answers, so that every run is judged alike.
fn squared_error<N: Network<Scalar = f64, In = Features<2>, Out = Features<1>>>(net: &N) -> f64 {
    INPUTS.iter().zip(TARGETS).map(|(x, [target])| (net.forward(x)[0] - target).powi(2)).sum::<f64>() / 4.0
}

fn main() -> Result<(), TrainError> {
    let steps = if std::env::args().any(|argument| argument == "--quick") { 3_000 } else { 10_000 };
    println!("After {steps} steps over all four rows (the answers should be 0 1 1 0)\n");
    println!("{:<30}{:>7}{:>12}{:>10}{:>7}{:>7}{:>7}{:>8}", "", "rate", "error", "0 0", "0 1", "1 0", "1 1", "right");
    let curves = [
        ("four hidden, rate 1", run("four hidden units", wide(), MeanSquaredError, 1.0, steps)?),
        ("rate 50: too high", run("the rate too high", wide(), MeanSquaredError, 50.0, steps)?),
        ("rate 0.0005: too low", run("the rate too low", wide(), MeanSquaredError, 0.0005, steps)?),
        ("two hidden units", run("two hidden units", narrow(), MeanSquaredError, 1.0, steps)?),
        ("cross-entropy, rate 0.5", run("four, with cross-entropy", wide(), BinaryCrossEntropy, 0.5, steps)?),
    ];
    let series: Vec<_> = curves.iter().map(|(name, curve)| (*name, curve.as_slice())).collect();
    chart("target/pictures/xor.svg", "Exclusive or, five ways", "step", "mean squared error", &series);
    Ok(())
}
