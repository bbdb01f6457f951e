//! Dropout: forget on purpose, generalise better.
//!
//! Two networks 64-128-64-10 read handwritten digits, one with dropout and one without. Both see only 400 examples, which a
//! network of 17,000 parameters can learn by heart; what counts is how they do on 1,397 digits they have never seen. While
//! training, dropout sets values to zero at random, so that no unit can rely on another; afterwards it does nothing.
//! One run proves little, so there are five, with other first weights and other draws each time.
//!
//! Run: `cargo run --release --example dropout` (`--quick` trains one pair for 20 epochs)
//!
//! Expect: both know every training digit; on unseen ones dropout makes about a sixth fewer errors, and its loss stays lower.

mod support;

use nn_core::prelude::*;
use support::draw::chart;

network! {
    /// All units learn all the time.
    struct WithoutDropout {
        input:   [f32; 64],
        hidden1: Dense(128),
        Relu,
        hidden2: Dense(64),
        Relu,
        logits:  Dense(10),
        Softmax,
    }
}

network! {
    /// The same layers, with dropout after each hidden one.
    struct WithDropout {
        input:   [f32; 64],
        hidden1: Dense(128),
        Relu,
        Dropout(0.5),
        hidden2: Dense(64),
        Relu,
        Dropout(0.3),
        logits:  Dense(10),
        Softmax,
    }
}

type Digits<'a> = Data<'a, [f32; 64], usize>;

/// Reads the digits in random order: 64 pixels from 0 to 16, scaled to 0..1, then the label.
fn read() -> (Vec<[f32; 64]>, Vec<usize>) {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/digits.csv")).expect("data");
    let numbers = |line: &str| line.split(',').map(|cell| cell.trim().parse().expect("a number")).collect();
    let mut rows: Vec<Vec<f32>> = text.lines().skip(1).map(numbers).collect();
    Random::new(3).shuffle(&mut rows);
    rows.iter().map(|row| (std::array::from_fn(|pixel| row[pixel] / 16.0), row[64] as usize)).unzip()
}

/// How one run went.
struct Run {
    /// Accuracy on the training digits and on unseen ones, in percent.
    accuracy: [f64; 2],
    /// Loss on unseen digits after every tenth of the epochs.
    losses: Vec<f64>,
}

fn train<N>(few: &Digits, many: &Digits, epochs: usize, seed: u64) -> Result<Run, TrainError>
where
    N: Network<Scalar = f32> + Layer<f32, In = Features<64>, Out = Features<10>>,
    CrossEntropy: LossOn<<N as Layer<f32>>::Head>,
{
    let mut net = N::new(seed);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.001));
    let mut losses = Vec::new();
    for _ in 0..10 {
        trainer.fit(&mut net, few, Fit { epochs: epochs / 10, seed, ..Fit::default() }, |_| {})?;
        losses.push(evaluate(&net, many, CrossEntropy)?.loss.into());
    }
    let accuracy = |digits| Ok(100.0 * evaluate(&net, digits, CrossEntropy)?.accuracy().unwrap_or(0.0));
    Ok(Run { accuracy: [accuracy(few)?, accuracy(many)?], losses })
}

fn main() -> Result<(), TrainError> {
    let (epochs, runs) = if std::env::args().any(|argument| argument == "--quick") { (20, 1) } else { (200, 5) };
    let (inputs, labels) = read();
    let (few, many) = (Data::new(&inputs[..400], &labels[..400]), Data::new(&inputs[400..], &labels[400..]));

    println!("Accuracy after {epochs} epochs, in percent\n");
    println!("{:>5}{:^33}{:^33}", "", "without dropout", "with dropout (0.5 and 0.3)");
    println!("{:>5}{}", "run", format!("{:>11}{:>11}{:>11}", "known", "unseen", "gap").repeat(2));
    let print = |name: &str, accuracies: [[f64; 2]; 2]| {
        print!("{name:>5}");
        accuracies.iter().for_each(|[known, unseen]| print!("{known:>11.2}{unseen:>11.2}{:>11.2}", known - unseen));
        println!();
    };
    let mut mean = [[0.0; 2]; 2];
    let mut curves: [Vec<(f64, f64)>; 2] = std::array::from_fn(|_| vec![(0.0, 0.0); 10]);
    for seed in 1..=runs {
        let pair =
            [train::<WithoutDropout>(&few, &many, epochs, seed)?, train::<WithDropout>(&few, &many, epochs, seed)?];
        print(&seed.to_string(), [pair[0].accuracy, pair[1].accuracy]);
        for (which, run) in pair.iter().enumerate() {
            for (mean, accuracy) in mean[which].iter_mut().zip(run.accuracy) {
                *mean += accuracy / runs as f64;
            }
            for (at, (point, loss)) in curves[which].iter_mut().zip(&run.losses).enumerate() {
                *point = ((at + 1) as f64 * epochs as f64 / 10.0, point.1 + loss / runs as f64);
            }
        }
    }
    print("mean", mean);

    chart(
        "target/pictures/dropout.svg",
        "Digits learned from 400 examples",
        "epoch",
        "loss on unseen digits",
        &[("without dropout", &curves[0]), ("with dropout", &curves[1])],
    );
    Ok(())
}
