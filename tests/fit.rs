//! Whole epochs: what stays the same however they are cut, what ends them, and what is left when they go wrong.

use std::cell::RefCell;
use std::ops::ControlFlow;

use nn_core::prelude::*;
use nn_core::{BadSetting, Parameters, Random};

network! { struct Line { input: [f32; 1], output: Dense(1) } }
network! {
    struct Points {
        input:  [f64; 2],
        hidden: Dense(16),
        Relu,
        Dropout(0.5),
        logits: Dense(3),
        Softmax,
    }
}

fn points(rows: usize) -> (Vec<[f64; 2]>, Vec<usize>) {
    let mut random = Random::new(11);
    let center = [[0.0, 1.5], [-1.3, -0.8], [1.3, -0.8]];
    let inputs = (0..rows).map(|row| center[row % 3].map(|c| c + 0.6 * random.normal::<f64>())).collect();
    (inputs, (0..rows).map(|row| row % 3).collect())
}

fn bits(net: &Points) -> Vec<u64> {
    let mut bits = Vec::new();
    net.visit(&mut |_, slice: &[f64]| bits.extend(slice.iter().map(|value| value.to_bits())));
    bits
}

/// Rows on the line y = 2x + 1.
fn line(rows: usize) -> (Vec<[f32; 1]>, Vec<[f32; 1]>) {
    (0..rows).map(|row| row as f32 / rows as f32).map(|x| ([x], [2.0 * x + 1.0])).unzip()
}

#[test]
fn twice_two_epochs_are_four() -> Result<(), TrainError> {
    let (inputs, targets) = points(50);
    let data = Data::new(&inputs, &targets);
    let trained = |parts: &[usize]| -> Result<Vec<u64>, TrainError> {
        let mut net = Points::new(1);
        let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.02)).seed(5);
        for &epochs in parts {
            let fit = Fit { epochs, batch: 16, validation: 0.2, ..Fit::default() };
            trainer.fit(&mut net, &data, fit, |_| {})?;
        }
        assert_eq!(trainer.seed, 5);
        Ok(bits(&net))
    };
    let four = trained(&[4])?;
    assert_eq!(trained(&[2, 2])?, four);
    assert_eq!(trained(&[1, 3])?, four);
    assert_ne!(trained(&[3])?, four);
    Ok(())
}

/// A loss that writes down what it is shown.
struct Diary<'a>(&'a RefCell<Vec<Vec<f64>>>);
impl<H: head::Head> LossOn<H> for Diary<'_> {
    const FORM: Form = Form::Values;
}
impl Loss<f64, Classes> for Diary<'_> {
    fn row(&self, _: Form, outputs: &[f64], _: usize, gradient: &mut [f64]) -> f64 {
        self.0.borrow_mut().push(outputs.to_vec());
        gradient.fill(0.0);
        0.0
    }
}

#[test]
fn a_row_meets_the_same_mask_however_its_batch_is_cut() -> Result<(), TrainError> {
    // Eight rows run together, seven one by one; two dropouts, one of them in a block.
    network! {
        struct Twice {
            input:  [f64; 2],
            hidden: Dense(16),
            Dropout(0.5),
            deeper: Chain { inner: Dense(16), Dropout(0.25) },
            logits: Dense(3),
        }
    }
    let (inputs, targets) = points(8);
    let outputs = |rows: usize, seed| -> Result<Vec<Vec<f64>>, TrainError> {
        let (mut net, seen) = (Twice::new(1), RefCell::new(Vec::new()));
        let mut trainer = Trainer::new(&net, Diary(&seen), Sgd::new(0.0)).seed(seed);
        trainer.step(&mut net, &inputs[..rows], &targets[..rows])?;
        trainer.step(&mut net, &inputs[..rows], &targets[..rows])?;
        Ok(seen.into_inner())
    };
    let (block, singles) = (outputs(8, 3)?, outputs(7, 3)?);
    assert_eq!(block[..7], singles[..7]);
    assert_eq!(block[8..15], singles[7..]);
    // Rows, steps and seeds have masks of their own.
    let same = vec![inputs[0]; 8];
    let seen = RefCell::new(Vec::new());
    let mut net = Twice::new(1);
    Trainer::new(&net, Diary(&seen), Sgd::new(0.0)).step(&mut net, &same, &targets)?;
    let seen = seen.into_inner();
    assert!((1..8).all(|row| seen[row] != seen[0]));
    assert_ne!(block[0], block[8]);
    assert_ne!(block[0], outputs(8, 4)?[0]);
    Ok(())
}

#[test]
fn a_share_is_the_nearest_number_of_rows() -> Result<(), TrainError> {
    let rows = |rows, validation| Fit { validation, ..Fit::default() }.validation_rows(rows);
    for (all, share, kept) in
        [(100, 0.29, 29), (5, 0.1, 1), (10, 0.3, 3), (3, 0.5, 2), (2, 0.99, 1), (1000, 0.0, 0), (7, 1e-9, 1)]
    {
        assert_eq!(rows(all, share), kept, "{share} of {all}");
    }
    assert_eq!(Fit { batch: 10, epochs: 3, validation: 0.29, ..Fit::default() }.steps(100), 24);

    // The split is public, and the one of `fit`; what is no share, or of no rows, is refused.
    let (inputs, targets) = points(20);
    let data = Data::new(&inputs, &targets);
    let [train, test] = data.split(0.3, 9)?;
    assert_eq!((train.inputs.len(), test.targets.len()), (14, 6));
    let mut all: Vec<_> = train.inputs.iter().chain(&test.inputs).map(|x| x.map(f64::to_bits)).collect();
    let mut given: Vec<_> = inputs.iter().map(|x| x.map(f64::to_bits)).collect();
    all.sort();
    given.sort();
    assert_eq!(all, given);
    for share in [1.0, 2.0, -1.0, f64::NAN] {
        assert!(matches!(data.split(share, 9), Err(TrainError::BadSetting(_))));
    }
    let uneven = Data::new(&inputs, &targets[..19]).split(0.3, 9);
    assert_eq!(uneven, Err(TrainError::UnequalLengths { inputs: 20, targets: 19 }));
    assert!(Data::new(&inputs[..1], &targets[..1]).split(0.5, 9).is_err());
    let mut net = Points::new(2);
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
    let mut losses = Vec::new();
    let fit = Fit { epochs: 1, validation: 0.3, seed: 9, ..Fit::default() };
    trainer.fit(&mut net, &data, fit, |epoch| losses.push(epoch.validation_loss))?;
    assert_eq!(losses, [Some(evaluate(&net, &test.data(), CrossEntropy)?.loss)]);
    Ok(())
}

#[test]
fn settings_of_fit_have_ranges() {
    let (inputs, targets) = line(4);
    let name = |rows: usize, fit| {
        let mut net = Line::new(1);
        let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
        match trainer.fit(&mut net, &Data::new(&inputs[..rows], &targets[..rows]), fit, |_| {}) {
            Err(TrainError::BadSetting(BadSetting { name, .. })) => name,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(name(4, Fit { epochs: 0, ..Fit::default() }), "Fit::epochs");
    assert_eq!(name(4, Fit { batch: 0, ..Fit::default() }), "Fit::batch");
    for validation in [1.0, -0.1, f64::NAN] {
        assert_eq!(name(4, Fit { validation, ..Fit::default() }), "Fit::validation");
    }
    assert_eq!(name(1, Fit { validation: 0.5, ..Fit::default() }), "Fit::validation");
}

#[test]
fn a_batch_may_be_larger_than_memory() -> Result<(), TrainError> {
    let (inputs, targets) = line(10);
    for batch in [10, 1 << 40, usize::MAX] {
        let mut net = Line::new(1);
        let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
        trainer.fit(&mut net, &Data::new(&inputs, &targets), Fit { batch, ..Fit::default() }, |_| {})?;
        assert_eq!(trainer.steps(), 10);
    }
    Ok(())
}

#[test]
fn the_closure_can_break_off() -> Result<(), TrainError> {
    let (inputs, targets) = line(10);
    let data = Data::new(&inputs, &targets);
    let mut net = Line::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    let stop_at = |last| {
        move |epoch: &Epoch<f32>| match epoch.number {
            number if number == last => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    let fitted = trainer.fit(&mut net, &data, Fit::default(), stop_at(3))?;
    assert_eq!((fitted.epochs, fitted.stopped_early), (3, true));
    let fitted = trainer.fit(&mut net, &data, Fit::default(), stop_at(10))?;
    assert_eq!((fitted.epochs, fitted.stopped_early), (10, false));
    Ok(())
}

#[test]
fn divergence_is_an_error_and_leaves_the_best_weights() {
    let (inputs, targets) = line(20);
    let data = Data::new(&inputs, &targets);
    let mut net = Line::new(1);
    // Forty good steps, then a rate at which the loss explodes.
    struct Wild;
    impl Schedule<f32> for Wild {
        fn rate(&mut self, base: f32, step: u64) -> f32 {
            if step < 200 { base } else { 50.0 }
        }
    }
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.3)).schedule(Wild);
    let (mut best, mut kept) = (f32::INFINITY, 0);
    let fit = Fit { epochs: 200, batch: 4, patience: Some(100), validation: 0.2, ..Fit::default() };
    let error = trainer.fit(&mut net, &data, fit, |epoch| {
        if epoch.best {
            (best, kept) = (epoch.validation_loss.expect("validation"), epoch.number);
        }
    });
    assert!(matches!(error, Err(TrainError::NonFiniteLoss { row: 0..20, .. })), "{error:?}");
    let [_, validation] = data.split(0.2, 0).expect("a share");
    let report = evaluate(&net, &validation.data(), MeanSquaredError).expect("rows");
    assert!(kept > 10 && best < 1e-5 && report.loss == best, "{best} {kept} {}", report.loss);
}

#[test]
fn a_validation_row_that_is_no_number_is_named() {
    let (mut inputs, targets) = line(20);
    let held_out = {
        let numbers: Vec<[f32; 1]> = (0..20).map(|row| [row as f32]).collect();
        let [_, apart] = Data::new(&numbers, &targets).split(0.2, 0).expect("a share");
        apart.inputs[1][0] as usize
    };
    inputs[held_out] = [f32::NAN];
    let mut net = Line::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    let fit = Fit { validation: 0.2, patience: Some(3), ..Fit::default() };
    let mut epochs = 0;
    let error = trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |_| epochs += 1);
    assert_eq!(error, Err(TrainError::NonFiniteLoss { step: 1, row: held_out }));
    assert!(epochs == 0 && net.is_finite());
}

#[test]
fn targets_are_judged_before_anything_is_learned() {
    network! { struct Chance { input: [f32; 1], output: Dense(1), Sigmoid } }
    let (inputs, mut targets) = line(40);
    targets.iter_mut().for_each(|target| *target = [1.0]);
    targets[33] = [255.0];
    let mut net = Chance::new(1);
    let before = net.clone();
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.1));
    let error = trainer.fit(&mut net, &Data::new(&inputs, &targets), Fit::default(), |_| {});
    assert_eq!(error, Err(TrainError::BadTarget { row: 33, value: 255.0, wanted: "from 0 to 1" }));
    assert_eq!((net, trainer.steps()), (before, 0));
    let report = evaluate(&Chance::new(1), &Data::new(&inputs, &targets), BinaryCrossEntropy);
    assert_eq!(report.unwrap_err(), TrainError::BadTarget { row: 33, value: 255.0, wanted: "from 0 to 1" });
}

#[test]
fn accuracy_while_learning() -> Result<(), TrainError> {
    // A rate of zero: every epoch measures the same network, without dropout.
    network! { struct Still { input: [f64; 2], logits: Dense(3), Softmax } }
    let (inputs, targets) = points(50);
    let data = Data::new(&inputs, &targets);
    let mut net = Still::new(3);
    let want = evaluate(&net, &data, CrossEntropy)?;
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.0));
    let mut epochs = Vec::new();
    trainer.fit(&mut net, &data, Fit { epochs: 2, batch: 12, ..Fit::default() }, |epoch| epochs.push(*epoch))?;
    for epoch in epochs {
        assert_eq!(epoch.accuracy, want.accuracy());
        assert!((epoch.loss - want.loss).abs() < 1e-12);
    }
    let (inputs, targets) = line(10);
    let mut net = Line::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    trainer.fit(&mut net, &Data::new(&inputs, &targets), Fit::default(), |epoch| assert_eq!(epoch.accuracy, None))?;
    Ok(())
}

#[test]
fn rows_can_be_changed_before_they_are_learned() -> Result<(), TrainError> {
    let (inputs, targets) = points(30);
    let seen = RefCell::new(Vec::new());
    let learn = |seed, parts: &[usize]| -> Result<Vec<[f64; 2]>, TrainError> {
        let data = Data::new(&inputs, &targets).augment(|x: &mut [f64; 2], random: &mut Random| {
            x[0] += random.uniform::<f64>();
            seen.borrow_mut().push(*x);
        });
        let mut net = Points::new(1);
        let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
        for &epochs in parts {
            let fit = Fit { epochs, batch: 7, seed, validation: 0.2, ..Fit::default() };
            trainer.fit(&mut net, &data, fit, |_| {})?;
        }
        Ok(seen.take())
    };
    let two = learn(4, &[2])?;
    // 24 rows an epoch: those for validation stay as they are.
    assert_eq!(two.len(), 48);
    assert_eq!(learn(4, &[1, 1])?, two);
    assert_ne!(learn(5, &[2])?, two);
    // Every epoch changes a row in another way, and every row is another.
    let shifts = |rows: &[[f64; 2]]| -> Vec<(u64, u64)> {
        let mut shifts: Vec<_> = rows
            .iter()
            .map(|x| {
                let original = inputs.iter().find(|y| y[1] == x[1]).expect("the second value is as it was");
                (x[1].to_bits(), (x[0] - original[0]).to_bits())
            })
            .collect();
        shifts.sort();
        shifts
    };
    let (first, second) = (shifts(&two[..24]), shifts(&two[24..]));
    assert!(first.iter().zip(&second).all(|(a, b)| a.0 == b.0 && a.1 != b.1));
    Ok(())
}

type Learner = Trainer<Points, CrossEntropy, Sgd<Points>>;

#[test]
fn labels_of_every_integer_type() -> Result<(), TrainError> {
    let (inputs, targets) = points(12);
    let learned = |step: &dyn Fn(&mut Points, &mut Learner) -> Result<f64, TrainError>| {
        let mut net = Points::new(1);
        let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
        step(&mut net, &mut trainer).map(|_| bits(&net))
    };
    let want = learned(&|net, trainer| trainer.step(net, &inputs, &targets))?;
    let bytes: Vec<u8> = targets.iter().map(|&target| target as u8).collect();
    let words: Vec<u16> = targets.iter().map(|&target| target as u16).collect();
    let longs: Vec<u32> = targets.iter().map(|&target| target as u32).collect();
    assert_eq!(learned(&|net, trainer| trainer.step(net, &inputs, Label::slice(&bytes)))?, want);
    assert_eq!(learned(&|net, trainer| trainer.step(net, &inputs, Label::slice(&words)))?, want);
    assert_eq!(learned(&|net, trainer| trainer.step(net, &inputs, Label::slice(&longs)))?, want);
    let error = learned(&|net, trainer| trainer.step(net, &inputs[..1], Label::slice(&[200u8])));
    assert_eq!(error, Err(TrainError::ClassOutOfRange { row: 0, class: 200, classes: 3 }));
    let report = evaluate(&Points::new(1), &Data::new(&inputs, Label::slice(&bytes)), CrossEntropy)?;
    assert_eq!(report, evaluate(&Points::new(1), &Data::new(&inputs, &targets), CrossEntropy)?);
    Ok(())
}

#[test]
fn a_trainer_has_a_default_and_shows_itself() -> Result<(), TrainError> {
    let (inputs, targets) = line(8);
    let mut net = Line::new(1);
    let mut trainer: Trainer<Line, MeanSquaredError, Adam<Line>> = Trainer::default();
    trainer.step(&mut net, &inputs, &targets)?;
    let text = format!("{trainer:?}");
    assert!(text.starts_with("Trainer { loss: MeanSquaredError, optimizer: Adam { learning_rate: 0.001,"), "{text}");
    assert!(text.ends_with("schedule: Constant, seed: 0, steps: 1, .. }"), "{text}");
    Ok(())
}

#[test]
fn the_first_of_equal_epochs_is_the_best() -> Result<(), TrainError> {
    let (inputs, targets) = line(8);
    let mut net = Line::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.0));
    let fit = Fit { epochs: 9, patience: Some(2), ..Fit::default() };
    let fitted = trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |_| {})?;
    assert_eq!((fitted.best_epoch, fitted.epochs), (1, 3));
    Ok(())
}

#[test]
fn accuracy_is_for_classes_only_and_validation_takes_two_rows() -> Result<(), TrainError> {
    let (inputs, targets) = line(2);
    let data = Data::new(&inputs, &targets);
    assert!(!data.is_empty() && Data::<[f32; 1], [f32; 1]>::new(&[], &[]).is_empty());
    let mut net = Line::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    let mut accuracies = Vec::new();
    let half = Fit { epochs: 1, validation: 0.5, ..Fit::default() };
    trainer.fit(&mut net, &data, half, |epoch| accuracies.push(epoch.accuracy))?;
    let single = Data::new(&inputs[..1], &targets[..1]);
    trainer.fit(&mut net, &single, Fit { epochs: 1, ..Fit::default() }, |epoch| accuracies.push(epoch.accuracy))?;
    assert_eq!(accuracies, [None, None]);
    assert!(matches!(trainer.fit(&mut net, &single, half, |_| {}), Err(TrainError::BadSetting(_))));
    Ok(())
}

#[test]
fn a_fused_trainer_shows_itself_and_draws_by_its_seed() -> Result<(), TrainError> {
    network! { struct Forgets { input: [f32; 8], Dropout(0.5), output: Dense(1) } }
    let learned = |seed| -> Result<[[f32; 1]; 8], TrainError> {
        let mut net = Forgets::zeros();
        let mut trainer = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.1)).seed(seed);
        trainer.step(&mut net, &[1.0; 8], &[1.0])?;
        Ok(net.output.weight)
    };
    assert_eq!(learned(3)?, learned(3)?);
    assert_ne!(learned(3)?, learned(4)?);
    let text = format!("{:?}", FusedTrainer::new(&Line::zeros(), MeanSquaredError, Sgd::new(0.5)).seed(7));
    assert!(text.starts_with("FusedTrainer { loss: MeanSquaredError, optimizer: Sgd { learning_rate: 0.5,"), "{text}");
    assert!(text.ends_with("schedule: Constant, seed: 7, steps: 0, .. }"), "{text}");
    Ok(())
}
