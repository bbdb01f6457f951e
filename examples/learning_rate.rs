//! How large may a step be? Gradient descent on `f(x) = x²` with six learning rates.
//!
//! The slope of x² is 2x, so a step with rate r multiplies x by `1 − 2r`: below ½ it creeps down one side, at ½ it is
//! there at once, above ½ it jumps to the other side each time, and from 1 on it never arrives.
//! As a network: one weight, no bias, input 1, target 0; its squared error is then the weight squared.
//!
//! Run: `cargo run --release --example learning_rate`
//!
//! Expect: rates 0.1 and 0.9 reach the same distance after 20 steps, but 0.9 swings; 1 swings for ever and 1.1 diverges.

mod support;

use nn_core::prelude::*;
use support::draw::chart;

network! {
    /// `x² = (x · 1 − 0)²`, with x as the only weight.
    struct Parabola {
        input: [f64; 1],
        x:     Dense(1, bias = false),
    }
}

const START: f64 = 10.0;
const STEPS: usize = 20;

/// Every x from the start on.
fn descend(rate: f64) -> Result<Vec<f64>, TrainError> {
    let mut net = Parabola::zeros();
    net.x.weight = [[START]];
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(rate));
    let mut path = vec![START];
    for _ in 0..STEPS {
        trainer.step(&mut net, &[[1.0]], &[[0.0]])?;
        path.push(net.x.weight[0][0]);
    }
    Ok(path)
}

/// What a path does, judged by its last steps: does it change sides, and does it get nearer?
fn verdict(path: &[f64]) -> &'static str {
    let (first, last) = (path[0].abs(), path[STEPS].abs());
    let swings = path[1] * path[0] < 0.0;
    match (swings, last.total_cmp(&first)) {
        _ if last < 1e-12 => "there in one step",
        (false, _) if last > 0.1 * first => "converges, but slowly: the rate is too low",
        (false, _) => "converges",
        (true, std::cmp::Ordering::Less) => "swings from side to side and converges",
        (true, std::cmp::Ordering::Equal) => "swings for ever between two points",
        (true, std::cmp::Ordering::Greater) => "diverges: every swing is wider than the one before",
    }
}

fn main() -> Result<(), TrainError> {
    println!("f(x) = x² from x = {START}\n");
    println!("{:>5}{:>9}{:>11}{:>11}{:>11}{:>12}   verdict", "rate", "1 − 2r", "step 1", "step 2", "step 5", "step 20");
    let mut lines = Vec::new();
    for rate in [0.01, 0.1, 0.5, 0.9, 1.0, 1.1] {
        let path = descend(rate)?;
        println!(
            "{rate:>5}{:>9.2}{:>11.4}{:>11.4}{:>11.4}{:>12.4}   {}",
            1.0 - 2.0 * rate,
            path[1],
            path[2],
            path[5],
            path[STEPS],
            verdict(&path)
        );
        lines.push((format!("rate {rate}"), points(&path)));
    }

    let far = descend(5.0)?;
    let beyond = far.iter().position(|x| x.abs() > 1e10).unwrap_or(STEPS);
    println!("\nWith rate 5 every step multiplies x by −9: beyond 10 billion after {beyond} steps.");

    // The path of 1.1 would leave the picture; its first steps are enough.
    lines[5].1.truncate(9);
    let series: Vec<_> = lines.iter().map(|(name, points)| (name.as_str(), points.as_slice())).collect();
    chart("target/pictures/learning_rate.svg", "Gradient descent on x²", "step", "x", &series);
    Ok(())
}

fn points(path: &[f64]) -> Vec<(f64, f64)> {
    path.iter().enumerate().map(|(step, &x)| (step as f64, x)).collect()
}
