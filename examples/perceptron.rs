//! The perceptron rule (Rosenblatt 1958): AND converges, XOR cannot.
//!
//! One neuron with a step answers 0 or 1. If it errs, every weight moves by `rate · error · input`. The rule finds a line
//! between the two classes whenever there is one. For XOR there is none: the weights go round in a circle for ever.
//! A step has the slope 0, so no gradient passes it; the rule is written out here, on a declared network.
//!
//! Run: `cargo run --release --example perceptron`
//!
//! Expect: AND without an error after a few epochs; XOR never with fewer than one.

use nn_core::prelude::*;

network! {
    /// Two inputs, one neuron that fires or does not.
    struct Perceptron {
        input:  [f64; 2],
        neuron: Dense(1),
        Step,
    }
}

const INPUTS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const RATE: f64 = 0.1;

/// Goes once through the four rows, correcting after every error. Returns the number of errors.
fn epoch(net: &mut Perceptron, targets: &[f64; 4]) -> usize {
    let mut errors = 0;
    for (x, target) in INPUTS.iter().zip(targets) {
        let error = target - net.forward(x)[0];
        if error != 0.0 {
            errors += 1;
        }
        net.neuron.weight[0][0] += RATE * error * x[0];
        net.neuron.weight[1][0] += RATE * error * x[1];
        net.neuron.bias[0] += RATE * error;
    }
    errors
}

fn learn(name: &str, first_weights: [f64; 2], targets: [f64; 4], most: usize) {
    let mut net = Perceptron::zeros();
    net.neuron.weight = first_weights.map(|weight| [weight]);

    println!("{name}\n");
    println!("{:>6}{:>9}{:>9}{:>9}{:>8}", "epoch", "w1", "w2", "bias", "errors");
    let mut least = usize::MAX;
    let mut solved = None;
    for number in 1..=most {
        let errors = epoch(&mut net, &targets);
        least = least.min(errors);
        if number <= 10 || number == most || errors == 0 {
            let [[w1], [w2]] = net.neuron.weight;
            println!("{number:>6}{w1:>9.3}{w2:>9.3}{:>9.3}{errors:>8}", net.neuron.bias[0]);
        } else if number == 11 {
            println!("{:>6}", "…");
        }
        if errors == 0 {
            solved = Some(number);
            break;
        }
    }

    println!("\n{:>6}{:>6}{:>9}{:>9}", "x1", "x2", "target", "answer");
    for (x, target) in INPUTS.iter().zip(targets) {
        println!("{:>6}{:>6}{target:>9}{:>9}", x[0], x[1], net.forward(x)[0]);
    }
    match solved {
        Some(number) => {
            println!("\nThe first epoch without an error is number {number}: a line separates the classes.\n\n")
        }
        None => {
            println!("\nNo epoch of {most} was without an error, the best had {least}: no line separates the classes.")
        }
    }
}

fn main() {
    learn("AND", [0.004_967_141_530_112_327, -0.001_382_643_011_711_846_6], [0.0, 0.0, 0.0, 1.0], 100);
    learn("XOR", [0.006_476_885_381_006_925, 0.015_230_298_564_080_254], [0.0, 1.0, 1.0, 0.0], 1000);
    println!("A hidden layer bends the line: see the example `xor`.");
}
