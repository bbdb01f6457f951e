//! Networks with `BatchNorm`: how they train, and what is left of them for inference.

mod common;

use common::{Numbers, Tolerance, difference};
use nn_core::prelude::*;

/// Numbers around 2, of which some are large.
fn some<X: Numbers>(seed: u64) -> X {
    let (mut numbers, mut random) = (X::ZERO, Random::new(seed));
    numbers.each(&mut |x| *x = X::Scalar::of(2.0 + 3.0 * random.normal::<f64>()));
    numbers
}

/// A network whose averages and factors are none that they begin with.
fn shaken<N: Network>() -> N {
    let (mut net, mut random) = (N::new(1), Random::new(2));
    net.visit_mut(&mut |role, values: &mut [N::Scalar]| {
        for value in values.iter_mut().filter(|_| role != Role::Weight) {
            *value = N::Scalar::of(value.as_f64() + 0.9 * random.uniform::<f64>());
        }
    });
    net
}

/// Declares networks, and a test that each of them, folded, gives the same outputs, has so many parameters, and trains on single rows.
macro_rules! folds {
    ($($test:ident: $folded:ident $parameters:literal < $whole:literal, $(#[$attribute:meta])* struct $name:ident { $($body:tt)* })*) => { $(
        network! { $(#[$attribute])* struct $name<T: Scalar> { $($body)* } }

        #[test]
        fn $test() {
            fn outputs<A: Network, B>(net: &A, folded: &B, close: Tolerance)
            where
                B: Network<Scalar = A::Scalar, Batch = AnySize>
                    + Layer<A::Scalar, In = <A as Layer<A::Scalar>>::In, Out = <A as Layer<A::Scalar>>::Out>,
                Input<A>: Numbers<Scalar = A::Scalar>,
                Output<A>: Numbers<Scalar = A::Scalar>,
            {
                for seed in 0..20 {
                    let x = some::<Input<A>>(seed);
                    let (want, got) = (net.forward(&x).numbers(), folded.forward(&x).numbers());
                    assert_eq!(difference(&got, &want, close), None, "seed {seed}");
                }
            }
            let net = shaken::<$name<f64>>();
            outputs(&net, &net.folded(), Tolerance { abs: 1e-11, rel: 1e-11 });
            let net = shaken::<$name<f32>>();
            let mut folded = net.folded();
            outputs(&net, &folded, Tolerance { abs: 2e-4, rel: 2e-4 });
            assert_eq!(($folded::<f32>::PARAMETERS, $name::<f32>::PARAMETERS), ($parameters, $whole));

            let loaded = $folded::<f32>::from_bytes(&folded.to_vec()).expect("the same declaration");
            assert!(loaded == folded);
            let target = folded.forward(&some(1)).map(|output| output);
            let mut trainer = FusedTrainer::new(&folded, MeanSquaredError, Sgd::new(0.001));
            trainer.step(&mut folded, &some(2), &target).expect("a step");
            assert!(loaded != folded, "it learns nothing");
        }
    )* };
}

folds! {
    // 12 + 16 + 10 + 8 before, 16 + 10 after.
    behind_dense: BehindDenseFolded 26 < 46, #[batch(8)] struct BehindDense {
        input: [T; 3], a: Dense(4, bias = false), norm: BatchNorm, Tanh, b: Dense(2), again: BatchNorm(epsilon = 0.5)
    }
    // 8 stay with their four numbers; 72 + 16 before, 76 after.
    behind_convolution: BehindConvolutionFolded 102 < 114, #[batch(8)] struct BehindConvolution {
        input: [T; (5, 6, 2)], first: BatchNorm, a: Conv2d(4, kernel = 3, bias = false), norm: BatchNorm, Relu, MaxPool2d(2),
        Flatten, b: Dense(2), Tanh
    }
    // Several in a row go into one layer, in blocks too; a view or an activation keeps them from it.
    in_blocks: InBlocksFolded 92 < 144, #[batch(8)] struct InBlocks {
        input: [T; 4],
        block: Residual { a: Dense(4, bias = false), norm: BatchNorm, again: BatchNorm, Relu, inner: Chain { b: Dense(4), last: BatchNorm } },
        both: Concat { c: Dense(2), Chain { d: Dense(2), other: BatchNorm }, Identity },
        Tanh,
        stays: BatchNorm,
    }
    frozen: StillFolded 39 < 63, #[batch(8)] struct Still {
        input: [T; 3], #[frozen] a: Dense(3), norm: BatchNorm, b: Dense(3), #[frozen] again: BatchNorm, #[frozen] block: Chain { c: BatchNorm }, d: Prelu, Dropout(0.5)
    }
    over_series: OverSeriesFolded 87 < 103, #[batch(8)] struct OverSeries {
        input: [T; (4, 3)], norm: BatchNorm, a: Gru(2), again: BatchNorm, each: EachStep { b: Dense(3), Tanh }, LastStep, c: Dense(4), last: BatchNorm
    }
}

network! { #[batch(ROWS)] pub struct Small { input: [f32; 2], a: Dense(4, bias = false), norm: BatchNorm(momentum = 0.25), Relu, b: Dense(1) } }
/// Evaluated once.
const ROWS: usize = 2 + 2;

/// A mini-batch has just so many rows, and nothing moves if it has others, or if it is not good.
#[test]
fn mini_batches_have_one_size() {
    let (x, y): ([[f32; 2]; 9], [[f32; 1]; 9]) = (some(1), some(2));
    let (mut net, adam) = (Small::new(3), Adam::new(0.01));
    let mut trainer = Trainer::new(&net, MeanSquaredError, adam);
    for rows in [1, 3, 5, 8, 9] {
        let wrong = trainer.step(&mut net, &x[..rows], &y[..rows]);
        assert_eq!(wrong, Err(TrainError::BatchSize { rows, batch: 4 }));
    }
    let mut bad = x;
    bad[3][1] = f32::NAN;
    assert!(matches!(trainer.step(&mut net, &bad[..4], &y[..4]), Err(TrainError::NonFiniteLoss { step: 0, .. })));
    assert!(net == Small::new(3) && trainer.steps() == 0);
    trainer.step(&mut net, &x[..4], &y[..4]).expect("a step");
    assert!(net != Small::new(3) && net.norm.mean != [0.0; 4] && trainer.steps() == 1);

    let data = Data::new(&x, &y);
    let error = |fit: Fit| {
        Trainer::new(&net, MeanSquaredError, Adam::new(0.01)).fit(&mut net.clone(), &data, fit, |_| {}).err()
    };
    assert_eq!(error(Fit { batch: 3, ..Fit::default() }), Some(TrainError::BatchSize { rows: 3, batch: 4 }));
    let few = Fit { batch: 4, validation: 0.7, ..Fit::default() };
    assert_eq!(error(few), Some(TrainError::BatchSize { rows: 3, batch: 4 }));
    assert_eq!(error(Fit { batch: 4, ..Fit::default() }), None);
    let text = TrainError::BatchSize { rows: 3, batch: 4 }.to_string();
    assert_eq!(text, "3 rows, but the network learns from mini-batches of 4, as `#[batch(4)]` says");
}

/// What one step averages is what it was given, by the layer's momentum; and training on the heap is the same.
#[test]
fn statistics_are_averaged_once_a_step() {
    let (x, y): ([[f32; 2]; 4], [[f32; 1]; 4]) = (some(1), some(2));
    let (mut net, first) = (Small::new(3), Small::new(3));
    let mut trainer = Trainer::boxed(&net, MeanSquaredError, Sgd::new(0.0));
    let sums =
        x.map(|x| std::array::from_fn::<f32, 4, _>(|o| x[0] * first.a.weight[0][o] + x[1] * first.a.weight[1][o]));
    let (mut mean, mut variance) = ([0.0; 4], [1.0; 4]);
    for _ in 0..3 {
        trainer.step(&mut net, &x, &y).expect("a step");
        for o in 0..4 {
            let of_batch = sums.iter().map(|row| row[o]).sum::<f32>() / 4.0;
            let spread = sums.iter().map(|row| (row[o] - of_batch).powi(2)).sum::<f32>() / 3.0;
            mean[o] = 0.75 * mean[o] + 0.25 * of_batch;
            variance[o] = 0.75 * variance[o] + 0.25 * spread;
        }
    }
    let close = Tolerance { abs: 1e-5, rel: 1e-5 };
    assert_eq!(difference(&net.norm.mean.numbers(), &mean.numbers(), close), None);
    assert_eq!(difference(&net.norm.variance.numbers(), &variance.numbers(), close), None);
}

/// A network that is trained with its statistics, and one of them folded: both classify points by a rule that mixes scales.
#[test]
fn learns_what_badly_scaled_inputs_mean() {
    network! { #[batch(20)] struct Scales { input: [f32; 2], norm: BatchNorm, a: Dense(8, bias = false), again: BatchNorm, Relu, b: Dense(1), Sigmoid } }
    let mut random = Random::new(5);
    let inputs: Vec<[f32; 2]> =
        (0..400).map(|_| [1e4 + random.normal::<f32>(), 1e-3 * random.normal::<f32>()]).collect();
    let targets: Vec<[f32; 1]> = inputs.iter().map(|x| [f32::from((x[0] - 1e4) * x[1] > 0.0)]).collect();
    let (mut net, data) = (Scales::new(1), Data::new(&inputs, &targets));
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.02));
    trainer.fit(&mut net, &data, Fit { epochs: 60, batch: 20, ..Fit::default() }, |_| {}).expect("training");
    let accuracy = |correct: usize| correct as f64 / 400.0;
    let whole = evaluate(&net, &data, BinaryCrossEntropy).expect("a report");
    let folded = evaluate(&net.folded(), &data, BinaryCrossEntropy).expect("a report");
    assert!(accuracy(whole.correct()) > 0.85, "{whole}");
    assert!((whole.loss - folded.loss).abs() < 1e-2, "{whole} {folded}");
}

/// Where the network is a constant, so is what is planned for it.
#[test]
fn facts() {
    assert_eq!(<Small as Learn>::BATCH, 4);
    assert_eq!(SmallFolded::PARAMETERS, 2 * 4 + 4 + 5);
    let one = size_of::<Tape<Small, 1>>();
    assert!(
        Small::TRAINING_BYTES > one + 3 * (one - size_of::<[f32; 8]>() - 16),
        "tapes of four rows: {}",
        Small::TRAINING_BYTES
    );
    static FOLDED: SmallFolded = SmallFolded::zeros();
    assert_eq!(FOLDED.forward(&[1.0, 2.0]), [0.0]);
}

/// A variance that overflows is an error like any other, and moves nothing.
#[test]
fn statistics_stay_finite() {
    network! { #[batch(2)] struct Two { input: [f32; 2], norm: BatchNorm } }
    let (mut net, targets) = (Two::new(1), [[1.0, -1.0]; 2]);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    for large in [1.5e19, 1e30, f32::MAX] {
        let step = trainer.step(&mut net, &[[large, 1.0], [-large, 2.0]], &targets);
        assert!(matches!(step, Err(TrainError::NonFiniteLoss { step: 0, .. })), "{large}: {step:?}");
        assert!(net == Two::new(1), "{large}");
    }
    trainer.step(&mut net, &[[1e18, 1.0], [-1e18, 2.0]], &targets).expect("a step");
    assert!(net.is_finite());
}

/// Frozen, a network that learned from mini-batches asks for none.
#[test]
fn frozen_networks_need_no_batch() {
    network! { struct Tuned { input: [f32; 2], #[frozen] trained: self::Small, last: Dense(2) } }
    let mut net = Tuned::new(1);
    let before = net.trained.clone();
    let mut trainer = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    trainer.step(&mut net, &[1.0, 2.0], &[0.5, -0.5]).expect("a step");
    assert!(net.trained == before && net != Tuned::new(1));
}
