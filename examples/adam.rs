//! Adam against gradient descent, on `f(x) = x²` and on a long narrow valley.
//!
//! Gradient descent steps in proportion to the slope. Adam divides by the size of recent slopes, so that its first steps
//! are about as long as its rate, whatever the slope. On x² that gains nothing: gradient descent is already good there.
//! In a valley that is 1000 times steeper across than along, one rate cannot suit both directions; Adam has one for each.
//!
//! Run: `cargo run --release --example adam`
//!
//! Expect: on x² gradient descent ends at 0.115, Adam at 1.112; in the valley Adam is down and gradient descent is not.

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

network! {
    /// A valley, with two weights: `½ ((a · x₁)² + (b · x₂)²)` over the rows `[a, 0]` and `[0, b]`.
    struct Valley {
        input: [f64; 2],
        x:     Dense(1, bias = false),
    }
}

/// Every x of a descent on x².
fn parabola(optimizer: impl Optimizer<Parabola>, steps: usize) -> Result<Vec<f64>, TrainError> {
    let mut net = Parabola::zeros();
    net.x.weight = [[10.0]];
    let mut trainer = Trainer::new(&net, MeanSquaredError, optimizer);
    let mut path = vec![net.x.weight[0][0]];
    for _ in 0..steps {
        trainer.step(&mut net, &[[1.0]], &[[0.0]])?;
        path.push(net.x.weight[0][0]);
    }
    Ok(path)
}

/// Every loss of a descent in the valley.
fn valley(optimizer: impl Optimizer<Valley>, steps: usize) -> Result<Vec<f64>, TrainError> {
    let rows = [[1.0, 0.0], [0.0, 1000.0f64.sqrt()]];
    let mut net = Valley::zeros();
    net.x.weight = [[1.0], [1.0]];
    let mut trainer = Trainer::new(&net, MeanSquaredError, optimizer);
    (0..=steps).map(|_| trainer.step(&mut net, &rows, &[[0.0], [0.0]])).collect()
}

fn main() -> Result<(), TrainError> {
    let descent = parabola(Sgd::new(0.1), 20)?;
    let adam = parabola(Adam::new(0.5), 20)?;
    println!("x² from x = 10\n");
    println!("{:>5}{:>18}{:>16}", "step", "descent, 0.1", "Adam, 0.5");
    for step in [0, 1, 2, 5, 10, 15, 20] {
        println!("{step:>5}{:>18.6}{:>16.6}", descent[step], adam[step]);
    }

    let steps = 200;
    let down = valley(Sgd::new(0.0015), steps)?;
    let down_adam = valley(Adam::new(0.05), steps)?;
    println!("\nA valley 1000 times steeper across than along, from (1, 1)\n");
    println!("{:>5}{:>18}{:>16}", "step", "descent, 0.0015", "Adam, 0.05");
    for step in [0, 1, 10, 20, 50, 100, 200] {
        println!("{step:>5}{:>18.6}{:>16.6}", down[step], down_adam[step]);
    }
    println!("\nGradient descent diverges across the valley from rate 0.002 on, and 0.0015 is too slow along it.");

    let logarithm = |losses: &[f64]| -> Vec<(f64, f64)> {
        losses.iter().enumerate().map(|(step, loss)| (step as f64, loss.max(1e-12).log10())).collect()
    };
    chart(
        "target/pictures/adam.svg",
        "A valley 1000 times steeper across than along",
        "step",
        "log₁₀ of the loss",
        &[("gradient descent, 0.0015", &logarithm(&down)), ("Adam, 0.05", &logarithm(&down_adam))],
    );
    Ok(())
}
