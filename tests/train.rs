//! Training: seeds, batches, epochs, early stopping, penalties, and every error.

use std::cell::RefCell;

use nn_core::prelude::*;

network! {
    /// Exclusive or.
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

network! {
    /// Three classes of points, with dropout.
    pub struct Points {
        input:  [f64; 2],
        hidden: Dense(16),
        Relu,
        Dropout(0.2),
        logits: Dense(3),
        Softmax,
    }
}

const INPUTS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const TARGETS: [[f32; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

/// Three noisy clouds.
fn points(rows: usize) -> (Vec<[f64; 2]>, Vec<usize>) {
    let mut random = Random::new(11);
    let class = |row: usize| row % 3;
    let center = [[0.0, 1.5], [-1.3, -0.8], [1.3, -0.8]];
    let inputs = (0..rows).map(|row| center[class(row)].map(|c| c + 0.6 * random.normal::<f64>())).collect();
    (inputs, (0..rows).map(class).collect())
}

fn bits(net: &Points) -> Vec<u64> {
    let mut bits = Vec::new();
    nn_core::Parameters::visit(net, &mut |_, slice: &[f64]| bits.extend(slice.iter().map(|value| value.to_bits())));
    bits
}

fn fitted(seed: u64) -> Points {
    let (inputs, targets) = points(90);
    let mut net = Points::new(seed);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.02));
    let fit = Fit { epochs: 5, batch: 16, seed, ..Fit::default() };
    trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |_| {}).expect("finite");
    net
}

#[test]
fn the_same_seed_gives_the_same_bits_and_another_seed_others() {
    assert_eq!(bits(&Points::new(1)), bits(&Points::new(1)));
    assert_ne!(bits(&Points::new(1)), bits(&Points::new(2)));
    assert_eq!(bits(&fitted(1)), bits(&fitted(1)));
    assert_ne!(bits(&fitted(1)), bits(&fitted(2)));
}

#[test]
fn xor_is_learned_in_batches_and_in_fused_steps() -> Result<(), TrainError> {
    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.05));
    for _ in 0..500 {
        trainer.step(&mut net, &INPUTS, &TARGETS)?;
    }
    assert_eq!(trainer.steps(), 500);
    assert_eq!(evaluate(&net, &Data::new(&INPUTS, &TARGETS), BinaryCrossEntropy)?.accuracy(), Some(1.0));

    let mut net = Xor::new(7);
    let mut trainer = FusedTrainer::new(&net, BinaryCrossEntropy, Sgd::new(0.5));
    for step in 0..4000 {
        trainer.step(&mut net, &INPUTS[step % 4], &TARGETS[step % 4])?;
    }
    assert_eq!(evaluate(&net, &Data::new(&INPUTS, &TARGETS), BinaryCrossEntropy)?.accuracy(), Some(1.0));
    Ok(())
}

#[test]
fn a_batch_is_the_mean_of_its_rows_however_it_is_cut() -> Result<(), TrainError> {
    // 19 rows: two blocks of eight and three single ones; against 19 batches of one with the same network.
    let (inputs, targets) = points(19);
    network! { struct Plain3 { input: [f64; 2], hidden: Dense(5), Tanh, logits: Dense(3) } }
    let start = Plain3::new(4);
    let mut whole = start.clone();
    let loss = Trainer::new(&start, CrossEntropy, Sgd::new(0.1)).step(&mut whole, &inputs, &targets)?;
    let (mut mean, mut moved) = (0.0, Plain3::zeros());
    for (input, target) in inputs.iter().zip(&targets) {
        let mut one = start.clone();
        mean += Trainer::new(&start, CrossEntropy, Sgd::new(0.1)).step(&mut one, &[*input], &[*target])? / 19.0;
        for (sum, (one, start)) in moved.logits.bias.iter_mut().zip(one.logits.bias.iter().zip(&start.logits.bias)) {
            *sum += (one - start) / 19.0;
        }
    }
    assert!((loss - mean).abs() < 1e-12);
    for (at, moved) in moved.logits.bias.iter().enumerate() {
        assert!((whole.logits.bias[at] - start.logits.bias[at] - moved).abs() < 1e-12);
    }
    Ok(())
}

/// A loss that writes down the targets it meets.
struct Diary<'a>(&'a RefCell<Vec<usize>>);
impl<H: head::Head> LossOn<H> for Diary<'_> {
    const FORM: Form = Form::Values;
}
impl Loss<f64, Classes> for Diary<'_> {
    fn row(&self, _: Form, _: &[f64], class: usize, gradient: &mut [f64]) -> f64 {
        self.0.borrow_mut().push(class);
        gradient.fill(0.0);
        class as f64
    }
}

network! {
    /// Wide enough for the kernels of computers, and without a bias.
    pub struct Unbiased { input: [f32; 2], hidden: Dense(40, bias = false), Tanh, output: Dense(3, bias = false) }
}

#[test]
fn layers_without_a_bias_learn_as_others_do() -> Result<(), TrainError> {
    let step = |rows: usize| -> Result<Unbiased, TrainError> {
        let mut net = Unbiased::new(3);
        let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.5));
        trainer.step(&mut net, &vec![[0.5, -1.0]; rows], &vec![[1.0, 0.0, -1.0]; rows])?;
        Ok(net)
    };
    let alone = step(1)?;
    assert_ne!(alone.hidden.weight, Unbiased::new(3).hidden.weight);
    for rows in [8, 33, 64] {
        let together = step(rows)?;
        let pairs = alone.hidden.weight.as_flattened().iter().zip(together.hidden.weight.as_flattened());
        assert!(pairs.into_iter().all(|(one, many)| (one - many).abs() < 1e-6), "{rows} rows");
    }
    Ok(())
}

#[test]
fn rows_are_shuffled_anew_every_epoch_and_all_are_seen() -> Result<(), TrainError> {
    network! { struct Ten { input: [f64; 1], output: Dense(10) } }
    let targets: [usize; 10] = std::array::from_fn(|row| row);
    let orders = |seed| -> Result<Vec<usize>, TrainError> {
        let seen = RefCell::new(Vec::new());
        let mut net = Ten::zeros();
        let mut trainer = Trainer::new(&net, Diary(&seen), Sgd::new(0.1));
        let fit = Fit { epochs: 2, batch: 4, seed, ..Fit::default() };
        let data = Data::new(&[[0.0]; 10], &targets);
        let mut losses = Vec::new();
        trainer.fit(&mut net, &data, fit, |epoch| losses.push(epoch.loss))?;
        // Called again it goes on, with a new order: batches of 4, 4 and 2 make three steps an epoch.
        trainer.fit(&mut net, &data, Fit { epochs: 1, ..fit }, |epoch| losses.push(epoch.loss))?;
        assert_eq!((losses, trainer.steps()), (vec![4.5; 3], 9));
        Ok(seen.into_inner())
    };
    let seen = orders(9)?;
    let epochs: Vec<&[usize]> = seen.chunks(10).collect();
    for epoch in &epochs {
        let mut rows = epoch.to_vec();
        rows.sort();
        assert_eq!(rows, targets);
    }
    assert!(epochs[0] != epochs[1] && epochs[1] != epochs[2] && epochs[0] != epochs[2]);
    assert_eq!(orders(9)?, seen);
    assert_ne!(orders(10)?, seen);
    Ok(())
}

#[test]
fn validation_rows_are_never_learned() -> Result<(), TrainError> {
    network! { struct Ten { input: [f64; 1], output: Dense(10) } }
    let seen = RefCell::new(Vec::new());
    let mut net = Ten::zeros();
    let targets: [usize; 10] = std::array::from_fn(|row| row);
    let mut trainer = Trainer::new(&net, Diary(&seen), Sgd::new(0.1));
    let fit = Fit { epochs: 3, batch: 10, validation: 0.3, ..Fit::default() };
    trainer.fit(&mut net, &Data::new(&[[0.0]; 10], &targets), fit, |_| {})?;
    // Every epoch: seven rows learned, then three judged.
    let seen = seen.into_inner();
    let epochs: Vec<(&[usize], &[usize])> = seen.chunks(10).map(|epoch| epoch.split_at(7)).collect();
    assert_eq!(epochs.len(), 3);
    for (learned, judged) in &epochs {
        assert_eq!(*judged, epochs[0].1);
        assert!(learned.iter().all(|row| !judged.contains(row)));
    }
    Ok(())
}

#[test]
fn early_stopping_gives_back_the_best_weights() -> Result<(), TrainError> {
    let (inputs, targets) = points(60);
    let data = Data::new(&inputs, &targets);
    let mut net = Points::new(3);
    // A rate this high makes the validation loss rise again soon.
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.3));
    let mut history = Vec::new();
    let fit = Fit { epochs: 200, batch: 8, seed: 5, validation: 0.3, patience: Some(4) };
    let fitted = trainer.fit(&mut net, &data, fit, |epoch| history.push(epoch.validation_loss.expect("validation")))?;
    assert!(fitted.stopped_early && fitted.epochs < 200);
    assert_eq!(fitted.epochs, history.len());
    assert_eq!(fitted.epochs, fitted.best_epoch + 4);
    let least = history.iter().copied().fold(f64::INFINITY, f64::min);
    assert_eq!((fitted.best_loss, history[fitted.best_epoch - 1]), (least, least));

    // The weights are those of the best epoch: training just so long, without patience, gives the same bits.
    let mut again = Points::new(3);
    let mut trainer = Trainer::new(&again, CrossEntropy, Adam::new(0.3));
    trainer.fit(&mut again, &data, Fit { epochs: fitted.best_epoch, patience: None, ..fit }, |_| {})?;
    assert_eq!(bits(&net), bits(&again));
    Ok(())
}

#[test]
fn penalties_pull_weights_but_not_biases() -> Result<(), TrainError> {
    network! { struct One { input: [f64; 1], output: Dense(1) } }
    let mut net = One::zeros();
    (net.output.weight, net.output.bias) = ([[2.0]], [5.0]);
    // Target equals output, so the loss pulls at nothing.
    Trainer::new(&net, MeanSquaredError, Sgd::new(0.5)).l2(0.1).step(&mut net, &[[1.0]], &[[7.0]])?;
    assert_eq!((net.output.weight, net.output.bias), ([[2.0 - 0.5 * 0.1 * 2.0]], [5.0]));
    (net.output.weight, net.output.bias) = ([[-2.0]], [5.0]);
    Trainer::new(&net, MeanSquaredError, Sgd::new(0.5)).l1(0.1).step(&mut net, &[[1.0]], &[[3.0]])?;
    assert_eq!((net.output.weight, net.output.bias), ([[-2.0 + 0.5 * 0.1]], [5.0]));
    Ok(())
}

#[test]
fn clipping_limits_the_step() -> Result<(), TrainError> {
    network! { struct Two { input: [f64; 2], output: Dense(1, bias = false) } }
    let mut net = Two::zeros();
    // Gradient 2 · (0 − 1) · x = (−6, −8), of length 10.
    Trainer::new(&net, MeanSquaredError, Sgd::new(1.0)).clip_norm(1.0).step(&mut net, &[[3.0, 4.0]], &[[1.0]])?;
    assert!((net.output.weight[0][0] - 0.6).abs() < 1e-15 && (net.output.weight[1][0] - 0.8).abs() < 1e-15);
    let mut net = Two::zeros();
    Trainer::new(&net, MeanSquaredError, Sgd::new(1.0)).clip_value(7.0).step(&mut net, &[[3.0, 4.0]], &[[1.0]])?;
    assert_eq!(net.output.weight, [[6.0], [7.0]]);
    Ok(())
}

#[test]
fn bad_batches_are_refused_and_lose_nothing() {
    let (inputs, mut targets) = points(10);
    let mut net = Points::new(1);
    let before = bits(&net);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.1));
    let none: [[f64; 2]; 0] = [];
    assert_eq!(trainer.step::<usize>(&mut net, &none, &[]), Err(TrainError::EmptyBatch));
    let uneven = trainer.step(&mut net, &inputs, &targets[..9]);
    assert_eq!(uneven, Err(TrainError::UnequalLengths { inputs: 10, targets: 9 }));
    targets[9] = 3;
    let class = trainer.step(&mut net, &inputs, &targets);
    assert_eq!(class, Err(TrainError::ClassOutOfRange { row: 9, class: 3, classes: 3 }));
    assert_eq!(class.unwrap_err().to_string(), "row 9: class 3, but the network has 3 outputs (0 to 2)");
    targets[9] = 0;
    let mut broken = inputs.clone();
    broken[8][1] = f64::NAN;
    assert_eq!(trainer.step(&mut net, &broken, &targets), Err(TrainError::NonFiniteLoss { step: 0, row: 8 }));
    broken[8][1] = f64::INFINITY;
    assert_eq!(trainer.step(&mut net, &broken, &targets), Err(TrainError::NonFiniteLoss { step: 0, row: 8 }));
    assert_eq!(bits(&net), before);
    assert_eq!(trainer.steps(), 0);
    assert!(net.forward(&[f64::NAN, 0.0]).iter().all(|value| value.is_nan()));

    let data = Data::new(&inputs, &targets);
    let mut bad = |fit| trainer.fit(&mut net, &data, fit, |_| {}).map(|_| ());
    assert!(matches!(bad(Fit { batch: 0, ..Fit::default() }), Err(TrainError::BadSetting { .. })));
    assert!(matches!(bad(Fit { validation: 1.0, ..Fit::default() }), Err(TrainError::BadSetting { .. })));

    let decaying = Sgd { weight_decay: 0.5, ..Sgd::new(0.1) };
    let refused = FusedTrainer::new(&net, CrossEntropy, decaying).step(&mut net, &inputs[0], &0usize);
    let said = refused.map_err(|error| error.to_string());
    assert_eq!(
        said.unwrap_err(),
        "`Sgd::weight_decay` is 0.5, but has to be 0 for fused steps, which keep no gradients"
    );
    assert_eq!(bits(&net), before);
}

#[test]
fn reports() -> Result<(), TrainError> {
    network! { struct Pass { input: [f64; 3], Identity } }
    let net = Pass::zeros();
    let outputs = [[3.0, 1.0, 0.0], [0.0, 2.0, 1.0], [5.0, 2.0, 1.0], [0.0, 1.0, 7.0]];
    let report = evaluate(&net, &Data::new(&outputs, &[0usize, 1, 1, 2]), CrossEntropy)?;
    assert_eq!(report.confusion, [[1, 0, 0], [1, 1, 0], [0, 0, 1]]);
    assert_eq!((report.correct(), report.accuracy()), (3, Some(0.75)));
    assert_eq!((report.precision(0), report.recall(0)), (Some(0.5), Some(1.0)));
    assert_eq!((report.precision(1), report.recall(1)), (Some(1.0), Some(0.5)));
    assert_eq!(report.f1(1), Some(2.0 / 3.0));
    Ok(())
}
