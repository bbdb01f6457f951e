//! Losses on series: each step is judged by itself, as if it were a row of its own.

use nn_core::prelude::*;

network! { struct Series4<T: Scalar> { input: [T; (4, 3)], each: EachStep { hidden: Dense(5), Tanh, logits: Dense(6), Softmax } } }
network! { struct Single<T: Scalar> { input: [T; 3], each: Chain { hidden: Dense(5), Tanh, logits: Dense(6), Softmax } } }
network! { struct Plain4 { input: [f64; (4, 3)], each: EachStep { out: Dense(2) } } }
network! { struct PlainSingle { input: [f64; 3], each: Chain { out: Dense(2) } } }

const ROWS: usize = 5;

fn inputs() -> [[[f64; 3]; 4]; ROWS] {
    let mut random = Random::new(3);
    std::array::from_fn(|_| std::array::from_fn(|_| std::array::from_fn(|_| random.uniform::<f64>() - 0.5)))
}

fn classes() -> [[usize; 4]; ROWS] {
    std::array::from_fn(|row| std::array::from_fn(|step| (7 * row + 5 * step) % 6))
}

#[track_caller]
fn close(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() < 1e-12, "{a} {b}");
    }
}

fn values<N: Network<Scalar = f64>>(net: &N) -> Vec<f64> {
    let mut values = Vec::new();
    net.visit(&mut |_, slice: &[f64]| values.extend_from_slice(slice));
    values
}

/// A step on series is a step on all their steps as rows: losses, and parameters afterwards.
macro_rules! as_rows {
    ($series:ty, $single:ty, $loss:expr, $targets:expr) => {{
        let (inputs, targets) = (inputs(), $targets);
        let (mut series, mut single) = (<$series>::new(9), <$single>::new(9));
        let (mut of_series, mut of_single) =
            (Trainer::new(&series, $loss, Adam::new(0.01)), Trainer::new(&single, $loss, Adam::new(0.01)));
        for _ in 0..3 {
            let a = of_series.step(&mut series, &inputs, &targets).unwrap();
            let b = of_single.step(&mut single, inputs.as_flattened(), targets.as_flattened()).unwrap();
            close(&[a], &[b]);
        }
        close(&values(&series), &values(&single));
        let a = evaluate(&series, &Data::new(&inputs, &targets), $loss).unwrap();
        let b = evaluate(&single, &Data::new(inputs.as_flattened(), targets.as_flattened()), $loss).unwrap();
        close(&[a.loss], &[b.loss]);
        assert_eq!(a.confusion, b.confusion);
        (a, b)
    }};
}

#[test]
fn classes_of_steps() {
    let (series, _) = as_rows!(Series4<f64>, Single<f64>, CrossEntropy, classes());
    assert_eq!((series.confusion.len(), series.judged), (6, ROWS * 4));
    let one_hot = classes().map(|row| row.map(|class| std::array::from_fn::<f64, 6, _>(|at| f64::from(at == class))));
    as_rows!(Series4<f64>, Single<f64>, CrossEntropy, one_hot);
    as_rows!(Series4<f64>, Single<f64>, KlDivergence, one_hot);
    as_rows!(Series4<f64>, Single<f64>, MeanSquaredError, one_hot);
}

#[test]
fn values_of_steps() {
    let targets = inputs().map(|row| row.map(|[a, b, c]| [a + b, b - c]));
    as_rows!(Plain4, PlainSingle, MeanSquaredError, targets);
    as_rows!(Plain4, PlainSingle, Huber::new(0.25), targets);
    as_rows!(Plain4, PlainSingle, MulticlassHinge, classes().map(|row| row.map(|class| class % 2)));
}

#[test]
fn labels_of_another_integer() {
    let labels = classes().map(|row| row.map(|class| Label(class as u8)));
    let (mut a, mut b) = (Series4::<f64>::new(1), Series4::<f64>::new(1));
    let mut of_labels = Trainer::new(&a, CrossEntropy, Sgd::new(0.1));
    let mut of_indices = Trainer::new(&b, CrossEntropy, Sgd::new(0.1));
    let loss = of_labels.step(&mut a, &inputs(), &labels).unwrap();
    assert_eq!(loss, of_indices.step(&mut b, &inputs(), &classes()).unwrap());
    assert!(a == b);
}

/// A class out of range in any step is told with how many classes there are.
#[test]
fn a_class_out_of_range() {
    let mut net = Series4::<f64>::new(1);
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
    let mut targets = classes();
    targets[3][2] = 6;
    let error = trainer.step(&mut net, &inputs(), &targets).unwrap_err();
    assert_eq!(error, TrainError::ClassOutOfRange { row: 3, class: 6, classes: 6 });
    assert!(net == Series4::<f64>::new(1));
}

/// Every step of the outputs is a distribution.
#[test]
fn softmax_of_every_step() {
    let (net, inputs) = (Series4::<f32>::new(1), inputs());
    for row in inputs {
        let out = net.forward(&row.map(|step| step.map(|x| x as f32)));
        assert!(out.iter().all(|step| (step.iter().sum::<f32>() - 1.0).abs() < 1e-6), "{out:?}");
    }
}
