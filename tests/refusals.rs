//! Ruin is an error: targets and settings without meaning, losses and gradients that overflow; nothing is changed by them.

use nn_core::prelude::*;
use nn_core::{BadSetting, Parameters};

network! { struct Line { input: [f32; 1], output: Dense(1) } }
network! { struct Chance { input: [f32; 2], output: Dense(1), Sigmoid } }
network! { struct Choice { input: [f32; 2], logits: Dense(3), Softmax } }

fn line(weight: f32, bias: f32) -> Line {
    let mut net = Line::zeros();
    (net.output.weight, net.output.bias) = ([[weight]], [bias]);
    net
}

/// What one step on one row says, and that it changes nothing if that is an error.
fn step<N, L, Y>(net: &N, loss: L, x: Input<N>, target: Y) -> Result<N::Scalar, TrainError>
where
    N: Network<Batch = AnySize> + Clone + PartialEq,
    L: LossOn<HeadOf<N>> + Loss<N::Scalar, Y::Kind> + Copy,
    Y: Target<N::Scalar, OutShape<N>> + Copy,
{
    let (mut pupil, rate) = (net.clone(), N::Scalar::of(0.1));
    let answer = Trainer::new(net, loss, Sgd::new(rate)).step(&mut pupil, &[x], &[target]);
    assert_eq!(answer.is_err(), pupil == *net);
    let mut fused = net.clone();
    let of_fused = FusedTrainer::new(net, loss, Sgd::new(rate)).step(&mut fused, &x, &target);
    assert_eq!(of_fused.is_err(), fused == *net);
    assert_eq!(format!("{answer:?}"), format!("{of_fused:?}")); // NaN equals nothing
    answer
}

fn bad(row: usize, value: f32, wanted: &'static str) -> Result<f32, TrainError> {
    Err(TrainError::BadTarget { row, value, wanted })
}

#[test]
fn binary_targets_are_between_0_and_1() {
    for value in [2.0, -1.0, 255.0, 1.0001] {
        assert_eq!(step(&Chance::new(1), BinaryCrossEntropy, [0.5, 1.0], [value]), bad(0, value, "from 0 to 1"));
        let weighted = BinaryCrossEntropy.weighted(1.0, 2.0);
        assert_eq!(step(&Chance::new(1), weighted, [0.5, 1.0], [value]), bad(0, value, "from 0 to 1"));
    }
    for value in [0.0, 0.25, 1.0] {
        assert!(step(&Chance::new(1), BinaryCrossEntropy, [0.5, 1.0], [value]).is_ok());
    }
    let (mut net, inputs, targets) = (Chance::new(1), [[0.0, 1.0]; 3], [[0.0], [1.0], [2.0]]);
    let error = Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.1)).step(&mut net, &inputs, &targets).unwrap_err();
    assert_eq!(error.to_string(), "row 2: target 2, but the loss takes from 0 to 1");
}

#[test]
fn class_targets_are_distributions() {
    let (negative, sum) = ("probabilities of classes, at least 0", "probabilities of classes, whose sum is 1");
    for (target, value, wanted) in [
        ([2.0, 0.0, 0.0], 2.0, sum),
        ([-1.0, 1.0, 1.0], -1.0, negative),
        ([0.0; 3], 0.0, sum),
        ([0.0, 1.0, 1.0], 2.0, sum),
    ] {
        let net = Choice::new(1);
        assert_eq!(step(&net, CrossEntropy, [0.5, 1.0], target), bad(0, value, wanted));
        assert_eq!(step(&net, KlDivergence, [0.5, 1.0], target), bad(0, value, wanted));
        assert_eq!(step(&net, CrossEntropy.smoothed(0.1), [0.5, 1.0], target), bad(0, value, wanted));
        assert_eq!(step(&net, CrossEntropy.weighted([1.0, 2.0, 3.0]), [0.5, 1.0], target), bad(0, value, wanted));
    }
    for target in [[1.0, 0.0, 0.0], [0.2, 0.3, 0.5], [1.0 / 3.0; 3]] {
        assert!(step(&Choice::new(1), CrossEntropy, [0.5, 1.0], target).is_ok());
    }
    let nan = step(&Choice::new(1), CrossEntropy, [0.5, 1.0], [f32::NAN, 0.0, 1.0]);
    assert!(matches!(nan, Err(TrainError::BadTarget { row: 0, value, .. }) if value.is_nan()));
}

#[test]
fn hinge_targets_are_signs() {
    for value in [0.0, 2.0, 0.5] {
        assert_eq!(step(&Line::new(1), Hinge, [5.0], [value]), bad(0, value, "-1 or 1"));
        assert_eq!(step(&Line::new(1), SquaredHinge, [5.0], [value]), bad(0, value, "-1 or 1"));
    }
    assert!(step(&line(0.0, 0.0), Hinge, [5.0], [-1.0]).is_ok());
}

#[test]
fn one_output_has_no_classes() {
    let answer = step(&Line::new(1), CrossEntropy, [1.0], 0usize);
    let Err(TrainError::BadSetting(bad)) = answer else { panic!("{answer:?}") };
    assert!(matches!(step(&Line::new(1), MulticlassHinge, [1.0], 0usize), Err(TrainError::BadSetting(_))));
    assert_eq!(
        bad.to_string(),
        "`outputs of CrossEntropy` is 1, but has to be at least 2; for one output, `BinaryCrossEntropy`"
    );
}

/// The setting that the first step names, with its value.
fn refused<O: Optimizer<Line>>(optimizer: O) -> (&'static str, f32) {
    let net = Line::new(1);
    let mut pupil = net.clone();
    let answer = Trainer::new(&net, MeanSquaredError, optimizer).step(&mut pupil, &[[1.0]], &[[1.0]]);
    assert!(pupil == net);
    match answer {
        Err(TrainError::BadSetting(BadSetting { name, value, .. })) => (name, value),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_setting_of_every_optimizer_has_a_range() {
    macro_rules! refused {
        ($($name:ident { $($field:ident = $value:expr),+ })*) => { $( $(
            let optimizer = $name { $field: $value, ..$name::new(0.1) };
            let (name, value) = refused(optimizer);
            assert_eq!(name, concat!(stringify!($name), "::", stringify!($field)));
            let given: f32 = $value;
            assert!(value == given || value.is_nan() && given.is_nan(), "{name}: {value}");
        )+ )* };
    }
    refused! {
        Sgd { learning_rate = f32::NAN, learning_rate = -0.1, learning_rate = f32::INFINITY, weight_decay = -1.0 }
        Momentum { learning_rate = -1.0, momentum = 1.0, momentum = -0.5, weight_decay = f32::NAN }
        Nesterov { learning_rate = -1.0, momentum = 1.0, weight_decay = -1.0 }
        Adagrad { learning_rate = -1.0, epsilon = -1.0, initial = -1.0, weight_decay = -1.0 }
        Adadelta { learning_rate = -1.0, rho = 1.0, epsilon = f32::NAN, weight_decay = -1.0 }
        RmsProp { learning_rate = -1.0, rho = 1.0, epsilon = -1.0, weight_decay = -1.0 }
        RmsPropMomentum { learning_rate = -1.0, rho = 1.0, momentum = 1.0, epsilon = -1.0, weight_decay = -1.0 }
        CenteredRmsProp { learning_rate = -1.0, rho = 1.0, epsilon = -1.0, weight_decay = -1.0 }
        Adam { learning_rate = f32::NAN, beta1 = 1.0, beta1 = -0.1, beta2 = 1.0, epsilon = -1.0, weight_decay = -1.0 }
        AdamW { learning_rate = -1.0, beta1 = 1.0, beta2 = 1.0, epsilon = -1.0, weight_decay = -1.0 }
        Nadam { learning_rate = -1.0, beta1 = 1.0, beta2 = 1.0, epsilon = -1.0, momentum_decay = -1.0, weight_decay = -1.0 }
        Adamax { learning_rate = -1.0, beta1 = 1.0, beta2 = 1.0, epsilon = -1.0, weight_decay = -1.0 }
        AmsGrad { learning_rate = -1.0, beta1 = 1.0, beta2 = 1.0, epsilon = -1.0, weight_decay = -1.0 }
        Lion { learning_rate = -1.0, beta1 = 1.0, beta2 = 1.0, weight_decay = -1.0 }
    }
    let error =
        TrainError::BadSetting(BadSetting { name: "Adam::beta1", value: 1.0, wanted: "at least 0 and below 1" });
    assert_eq!(error.to_string(), "`Adam::beta1` is 1, but has to be at least 0 and below 1");
}

#[test]
fn settings_of_losses_and_of_the_trainer_have_ranges() {
    let (net, choice) = (Line::new(1), Choice::new(1));
    let name = |answer: Result<f32, TrainError>| match answer {
        Err(TrainError::BadSetting(bad)) => bad.name,
        other => panic!("{other:?}"),
    };
    assert_eq!(name(step(&net, Huber::new(-1.0), [1.0], [1.0])), "Huber::delta");
    assert_eq!(name(step(&net, Huber::new(f64::NAN), [1.0], [1.0])), "Huber::delta");
    assert_eq!(name(step(&net, SmoothL1::new(-1.0), [1.0], [1.0])), "SmoothL1::beta");
    for smoothing in [1.5, -0.1, f64::NAN] {
        let loss = CrossEntropy.smoothed(smoothing);
        assert_eq!(name(step(&choice, loss, [1.0, 0.0], 1usize)), "SmoothedCrossEntropy::smoothing");
    }
    for weights in [[1.0, -1.0, 1.0], [1.0, f32::NAN, 1.0], [1.0, f32::INFINITY, 1.0]] {
        let loss = CrossEntropy.weighted(weights);
        assert_eq!(name(step(&choice, loss, [1.0, 0.0], 1usize)), "WeightedCrossEntropy::weights");
    }
    let weighted = BinaryCrossEntropy.weighted(-1.0, 1.0);
    assert_eq!(name(step(&Chance::new(1), weighted, [1.0, 0.0], [1.0])), "WeightedBinaryCrossEntropy::positive");
    assert_eq!(
        step(&choice, CrossEntropy.weighted([1.0, 2.0]), [1.0, 0.0], 1usize).unwrap_err().to_string(),
        "`WeightedCrossEntropy::weights` is 2, but has to be as many as the network has outputs"
    );

    let trainer = || Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    let mut pupil = net.clone();
    for (name, mut trainer) in [
        ("Trainer::l1", trainer().l1(-1.0)),
        ("Trainer::l2", trainer().l2(f32::NAN)),
        ("Trainer::clip_norm", trainer().clip_norm(-1.0)),
        ("Trainer::clip_value", trainer().clip_value(f32::NAN)),
    ] {
        let Err(TrainError::BadSetting(bad)) = trainer.step(&mut pupil, &[[1.0]], &[[1.0]]) else { panic!("{name}") };
        assert_eq!(bad.name, name);
    }
    let mut scheduled = trainer().schedule(Polynomial { end: f64::NAN, ..Polynomial::new(0, 1.0) });
    let error = scheduled.step(&mut pupil, &[[1.0]], &[[1.0]]).unwrap_err();
    assert_eq!(error.to_string(), "`the learning rate of the schedule` is NaN, but has to be finite and at least 0");
    assert_eq!(pupil, net);
}

#[test]
fn a_finite_loss_with_an_infinite_gradient_moves_nothing() {
    // 2 · 10¹⁹ · 10²⁰ is above the largest f32.
    let net = line(0.1, 0.0);
    let trainer = || Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    for mut trainer in [trainer(), trainer().clip_norm(1.0), trainer().clip_value(1.0)] {
        let mut pupil = net.clone();
        let answer = trainer.step(&mut pupil, &[[1e20]], &[[0.0]]);
        assert_eq!(answer, Err(TrainError::NonFiniteGradient { step: 0, parameter: 0 }));
        assert_eq!((pupil, trainer.steps()), (net.clone(), 0));
    }
    // What an optimizer squares has to have a square.
    let mut pupil = net.clone();
    let answer = Trainer::new(&net, MeanSquaredError, Adam::new(0.1)).step(&mut pupil, &[[1e12]], &[[-1e8]]);
    assert_eq!(answer, Err(TrainError::NonFiniteGradient { step: 0, parameter: 0 }));
    assert!(
        Trainer::new(&net, MeanSquaredError, Adam::new(0.1))
            .clip_norm(1.0)
            .step(&mut pupil, &[[1e12]], &[[-1e8]])
            .is_ok()
    );
    assert!(Trainer::new(&net, MeanSquaredError, Sgd::new(1e-30)).step(&mut pupil, &[[1e12]], &[[-1e8]]).is_ok());
}

#[test]
fn a_sum_of_large_losses_is_their_mean() {
    // Four losses of 2.25 · 10³⁸, whose sum no f32 holds.
    let mut net = line(0.0, 0.0);
    let loss = Trainer::new(&net, MeanSquaredError, Sgd::new(0.0)).step(&mut net, &[[0.0]; 4], &[[1.5e19]; 4]);
    let loss = loss.expect("the mean is finite");
    assert!((loss / 2.25e38 - 1.0).abs() < 1e-6, "{loss}");
}

#[test]
fn a_fused_step_that_overflows_deeper_down_is_reported_afterwards() {
    network! { struct Deep { input: [f32; 1], hidden: Dense(1, bias = false), output: Dense(1, bias = false) } }
    let mut net = Deep::zeros();
    (net.hidden.weight, net.output.weight) = ([[1e-20]], [[1e20]]);
    let mut trainer = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(1.0));
    assert!(trainer.step(&mut net, &[1e10], &[-1e18]).is_ok());
    assert!(!net.is_finite());
    assert!(matches!(trainer.step(&mut net, &[1.0], &[0.0]), Err(TrainError::NonFiniteLoss { step: 1, row: 0 })));
}

#[test]
fn a_rate_set_by_hand_is_the_one_that_is_taken() -> Result<(), TrainError> {
    let mut net = Line::zeros();
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.0));
    trainer.optimizer.learning_rate = 0.5;
    trainer.step(&mut net, &[[1.0]], &[[1.0]])?;
    assert_eq!(net.output.weight, [[1.0]]);
    assert_eq!(trainer.learning_rate(), 0.5);
    // Under a schedule it is the rate the schedule starts from, in both kinds of steps.
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(8.0)).schedule(StepDecay::new(1, 0.5));
    trainer.optimizer.learning_rate = 0.25;
    trainer.step(&mut net, &[[1.0]], &[[1.0]])?;
    assert_eq!((trainer.learning_rate(), trainer.optimizer.learning_rate), (0.25, 0.25));
    trainer.step(&mut net, &[[1.0]], &[[1.0]])?;
    assert_eq!((trainer.learning_rate(), trainer.optimizer.learning_rate), (0.125, 0.25));
    trainer.optimizer.learning_rate = 4.0;
    trainer.step(&mut net, &[[1.0]], &[[1.0]])?;
    assert_eq!(trainer.learning_rate(), 1.0);
    let mut fused = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(8.0)).schedule(StepDecay::new(1, 0.5));
    assert_eq!((fused.learning_rate(), fused.steps()), (8.0, 0));
    fused.optimizer.learning_rate = 0.25;
    fused.step(&mut net, &[1.0], &[1.0])?;
    fused.step(&mut net, &[1.0], &[1.0])?;
    assert_eq!((fused.learning_rate(), fused.optimizer.learning_rate, fused.steps()), (0.125, 0.25, 2));
    Ok(())
}

#[test]
fn a_network_tells_whether_it_is_finite() {
    let mut net = Choice::new(1);
    assert!(net.is_finite());
    let mut slices = 0;
    net.visit(&mut |_, _: &[f32]| slices += 1);
    for at in 0..slices {
        for bad in [f32::NAN, f32::INFINITY] {
            let (mut ruined, mut slice) = (net.clone(), 0);
            ruined.visit_mut(&mut |_, values: &mut [f32]| {
                if slice == at
                    && let Some(last) = values.last_mut()
                {
                    *last = bad;
                }
                slice += 1;
            });
            assert!(!ruined.is_finite());
        }
    }
    net.logits.bias = [f32::MAX; 3];
    assert!(net.is_finite());
}

#[test]
fn settings_of_a_plateau_have_ranges() {
    let net = Line::new(1);
    let plateau = |factor| ReduceOnPlateau::new(factor, 0);
    for (name, schedule) in [
        ("ReduceOnPlateau::factor", plateau(f64::NAN)),
        ("ReduceOnPlateau::factor", plateau(-1.0)),
        ("ReduceOnPlateau::factor", plateau(1.0)),
        ("ReduceOnPlateau::threshold", ReduceOnPlateau { threshold: f64::NAN, ..plateau(0.5) }),
        ("ReduceOnPlateau::lowest", ReduceOnPlateau { lowest: f64::NAN, ..plateau(0.5) }),
    ] {
        let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1)).schedule(WarmUp::new(2).then(schedule));
        let Err(TrainError::BadSetting(bad)) = trainer.step(&mut net.clone(), &[[1.0]], &[[1.0]]) else {
            panic!("{name}")
        };
        assert_eq!(bad.name, name);
    }
}

#[test]
fn a_plateau_takes_up_a_training_that_had_none() -> Result<(), Box<dyn std::error::Error>> {
    let mut net = Line::new(1);
    let mut plain = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    plain.step(&mut net, &[[1.0]], &[[1.0]])?;
    let saved = Checkpoint::of(&net, &mut plain).into_bytes();
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1)).schedule(ReduceOnPlateau::new(0.5, 1));
    Checkpoint::from_bytes(&saved, &mut net, &mut trainer)?;
    trainer.step(&mut net, &[[1.0]], &[[1.0]])?;
    assert_eq!(trainer.learning_rate(), 0.1);
    Ok(())
}

#[test]
fn a_schedule_may_give_no_rate_that_is_none() {
    #[derive(Clone, Copy)]
    struct Gives(f32);
    impl Schedule<f32> for Gives {
        fn rate(&mut self, _: f32, _: u64) -> f32 {
            self.0
        }
    }
    for rate in [-1.0, f32::NAN, f32::INFINITY] {
        let mut net = Line::zeros();
        let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1)).schedule(Gives(rate));
        let said = trainer.step(&mut net, &[[1.0]], &[[1.0]]).unwrap_err();
        assert!(
            matches!(said, TrainError::BadSetting(bad) if bad.name == "the learning rate of the schedule"),
            "{rate}"
        );
        assert_eq!((net.output.weight, trainer.steps()), ([[0.0]], 0));
    }
}

#[test]
fn a_gradient_by_outputs_that_is_not_finite_is_named() {
    struct Steep;
    impl<H: head::Head> LossOn<H> for Steep {
        const FORM: nn_core::loss::Form = nn_core::loss::Form::Values;
    }
    impl Loss<f32, Values> for Steep {
        fn row(&self, _: nn_core::loss::Form, _: &[f32], target: &[f32], gradient: &mut [f32]) -> f32 {
            gradient.fill(1.0 / target[0]);
            0.0
        }
    }
    let mut net = Line::zeros();
    let mut trainer = Trainer::new(&net, Steep, Sgd::new(0.1));
    assert!(trainer.step(&mut net, &[[1.0], [1.0]], &[[1.0], [2.0]]).is_ok());
    let said = trainer.step(&mut net, &[[1.0], [1.0]], &[[1.0], [0.0]]).unwrap_err();
    assert_eq!(said, TrainError::NonFiniteOutputGradient { step: 1, row: 1 });
}

/// `½ λ w²` alone: its gradient is `λ w`.
#[test]
fn a_penalty_is_what_it_says() -> Result<(), TrainError> {
    let mut net = Line::zeros();
    net.output.weight = [[3.0]];
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(1.0)).l2(0.5);
    trainer.step(&mut net, &[[0.0]], &[[0.0]])?;
    assert_eq!(net.output.weight, [[1.5]]);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(1.0)).l1(0.25);
    trainer.step(&mut net, &[[0.0]], &[[0.0]])?;
    assert_eq!(net.output.weight, [[1.25]]);
    Ok(())
}
