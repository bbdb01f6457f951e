//! Random search: which network, learning rate and batch learn handwritten digits best?
//!
//! A rate of dropout is part of a network's type, so the candidates are three declarations, each at two widths; learning
//! rate (log-uniform) and batch are drawn at random. Every trial trains on 80 % of the training rows and is judged on the
//! other 20 %; the test rows are never touched. All cores work.
//!
//! ```sh
//! cargo run --release --example tuner
//! cargo run --release --example tuner -- --trials 200
//! cargo run --release --example tuner -- --quick    # six trials of two epochs
//! ```
//!
//! Expect a table of the ten best trials after some seconds. Neighbours in it differ by luck: 287 validation rows tell
//! half a percent apart at best.

mod support;

use std::process::ExitCode;
use std::thread;

use nn_core::layer::Softmax;
use nn_core::prelude::*;
use support::data::Set;
use support::{Options, Outcome, parallel};

network! {
    /// No dropout.
    struct Undropped<const WIDTH: usize> {
        input:  [f32; 64],
        pixels: Standardize(mean = 0.0, scale = 16.0),
        hidden: Dense(WIDTH),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}
network! {
    /// A little dropout.
    struct Dropped<const WIDTH: usize> {
        input:  [f32; 64],
        pixels: Standardize(mean = 0.0, scale = 16.0),
        hidden: Dense(WIDTH),
        Relu,
        Dropout(0.2),
        logits: Dense(10),
        Softmax,
    }
}
network! {
    /// Much dropout.
    struct HalfDropped<const WIDTH: usize> {
        input:  [f32; 64],
        pixels: Standardize(mean = 0.0, scale = 16.0),
        hidden: Dense(WIDTH),
        Relu,
        Dropout(0.5),
        logits: Dense(10),
        Softmax,
    }
}

/// A kind of network: width, rate of dropout, and how to train it.
type Model = (usize, f64, fn(&Set<64>, &Trial) -> Result<f64, TrainError>);
const MODELS: [Model; 6] = [
    (32, 0.0, train::<Undropped<32>>),
    (32, 0.2, train::<Dropped<32>>),
    (32, 0.5, train::<HalfDropped<32>>),
    (128, 0.0, train::<Undropped<128>>),
    (128, 0.2, train::<Dropped<128>>),
    (128, 0.5, train::<HalfDropped<128>>),
];

/// What one trial tries.
struct Trial {
    model: Model,
    learning_rate: f32,
    batch: usize,
    epochs: usize,
}

fn main() -> ExitCode {
    support::run(program)
}

fn program() -> Outcome {
    let options = Options::read(&["--trials"])?;
    let (count, epochs) = if options.quick { (6, 2) } else { (60, 30) };
    let count = options.count("--trials")?.unwrap_or(count);
    let mut random = Random::new(7);
    let mut draw = || Trial {
        model: MODELS[random.below(MODELS.len() as u32) as usize],
        learning_rate: 10f32.powf(-4.0 + 2.5 * random.uniform::<f32>()),
        batch: 8 << random.below(5),
        epochs,
    };
    let trials: Vec<Trial> = (0..count).map(|_| draw()).collect();
    let (rows, _) = Set::load("digits", 10)?.split("digits")?;

    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let accuracies = parallel::map("trials", cores, count, |number| {
        let (_, _, train) = trials[number].model;
        train(&rows, &trials[number])
    })?;

    let mut done: Vec<_> = accuracies.into_iter().zip(&trials).collect();
    done.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("validation  width  dropout  batch  learning rate");
    for (accuracy, Trial { model: (width, dropout, _), learning_rate, batch, .. }) in done.iter().take(10) {
        println!("{:8.2} %  {width:5}  {dropout:7.1}  {batch:5}  {learning_rate:13.5}", 100.0 * accuracy);
    }
    let best = done.first().map_or(0.0, |best| best.0);
    println!("best validation accuracy: {:.2} % ({count} trials of {epochs} epochs)", 100.0 * best);
    Ok(())
}

/// Trains one network and gives its last validation accuracy. The seed is always the same, and so are the rows held out.
fn train<N>(rows: &Set<64>, trial: &Trial) -> Result<f64, TrainError>
where
    N: Network<Scalar = f32> + Layer<f32, In = Features<64>, Out = Features<10>, Head = Softmax>,
{
    let mut net = N::new(0);
    let fit = Fit { epochs: trial.epochs, batch: trial.batch, validation: 0.2, ..Fit::default() };
    let mut trainer = Trainer::new(&net, CrossEntropy.smoothed(0.1), AdamW::new(trial.learning_rate));
    let mut accuracy = 0.0;
    trainer.fit(&mut net, &rows.data(), fit, |epoch| accuracy = epoch.validation_accuracy.unwrap_or(0.0))?;
    Ok(accuracy)
}
