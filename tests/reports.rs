//! What a report measures, against numbers from NumPy and scikit-learn.

use nn_core::prelude::*;

network! { struct Pass { input: [f64; 2], Identity } }
network! { struct One { input: [f64; 1], Identity } }
network! { struct Probability { input: [f64; 1], Sigmoid } }
network! { struct Choice { input: [f64; 3], Softmax } }
network! { struct Margin { input: [f64; 1], Tanh } }

/// Rows of one number.
fn column(numbers: impl IntoIterator<Item = f64>) -> Vec<[f64; 1]> {
    numbers.into_iter().map(|number| [number]).collect()
}

fn near(got: Option<f64>, want: f64) {
    let got = got.expect("a number");
    assert!((got - want).abs() < 1e-9 * (1.0 + want.abs()), "got {got}, want {want}");
}

#[test]
fn r_squared_is_that_of_every_output_and_their_mean() -> Result<(), TrainError> {
    // scikit-learn's example of r2_score: 0.96543779 and 0.90816327 by output, 0.93680052 on average.
    let (y, t) = ([[0.0, 2.0], [-1.0, 2.0], [8.0, -5.0]], [[0.5, 1.0], [-1.0, 1.0], [7.0, -6.0]]);
    let report = evaluate(&Pass::zeros(), &Data::new(&y, &t), MeanSquaredError)?;
    near(report.r_squared_by_output[0], 0.965_437_788_018_433_2);
    near(report.r_squared_by_output[1], 0.908_163_265_306_122_5);
    near(report.r_squared, 0.936_800_526_662_277_9);
    // A useless output beside a large perfect one shows.
    let (y, t) = ([[1000.0, 0.5], [2000.0, 0.5], [3000.0, 0.5]], [[1000.0, 0.0], [2000.0, 0.5], [3000.0, 1.0]]);
    let report = evaluate(&Pass::zeros(), &Data::new(&y, &t), MeanSquaredError)?;
    assert_eq!((report.r_squared_by_output, report.r_squared), (vec![Some(1.0), Some(0.0)], Some(0.5)));
    Ok(())
}

#[test]
fn r_squared_of_large_and_of_constant_targets() -> Result<(), TrainError> {
    // NumPy in two passes: 0.9615384439.
    let x = column((0..1000).map(|row| 1e9 + f64::from(row % 2)));
    let t = column((0..1000).map(|row| 1e9 + f64::from(row % 2) + if row % 4 < 2 { 0.1 } else { -0.1 }));
    let report = evaluate(&One::zeros(), &Data::new(&x, &t), MeanSquaredError)?;
    let r_squared = report.r_squared.expect("targets differ");
    assert!((r_squared - 0.961_538_443_9).abs() < 1e-6, "{r_squared}");
    let constant = column([1e9 + 0.1; 1000]);
    let report = evaluate(&One::zeros(), &Data::new(&x, &constant), MeanSquaredError)?;
    assert_eq!((report.r_squared, report.r_squared_by_output), (None, vec![None]));
    Ok(())
}

#[test]
fn r_squared_is_taken_behind_the_head() -> Result<(), TrainError> {
    let logits = column([-2.0, -1.0, 0.5, 3.0]);
    let shares = column(logits.iter().map(|[z]| 1.0 / (1.0 + (-z).exp())));
    let report = evaluate(&Probability::zeros(), &Data::new(&logits, &shares), BinaryCrossEntropy)?;
    near(report.r_squared, 1.0);
    assert_eq!(report.accuracy(), None);
    let logits = [[0.0, 1.0, 2.0], [1.0, 0.5, -1.0]];
    let shares = logits.map(|row: [f64; 3]| {
        let sum: f64 = row.iter().map(|z| z.exp()).sum();
        row.map(|z| z.exp() / sum)
    });
    let report = evaluate(&Choice::zeros(), &Data::new(&logits, &shares), CrossEntropy)?;
    near(report.r_squared, 1.0);
    Ok(())
}

#[test]
fn outputs_that_are_no_numbers_are_wrong() -> Result<(), TrainError> {
    let outputs = [[f64::NAN, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, f64::NAN, 1.0]];
    let report = evaluate(&Choice::zeros(), &Data::new(&outputs, &[0usize, 1, 2]), CrossEntropy)?;
    assert_eq!((report.accuracy(), report.correct(), report.judged), (Some(1.0 / 3.0), 1, 3));
    assert_eq!(report.confusion, [[0, 0, 0], [0, 1, 0], [0, 0, 0]]);
    let report =
        evaluate(&Probability::zeros(), &Data::new(&column([f64::NAN, 2.0]), &column([0.0, 1.0])), BinaryCrossEntropy)?;
    assert_eq!((report.accuracy(), report.confusion), (Some(0.5), vec![vec![0, 0], vec![0, 1]]));
    Ok(())
}

#[test]
fn the_loss_says_what_is_measured() -> Result<(), TrainError> {
    // Targets of two values are a regression all the same.
    let (y, t) = (column([0.1, 0.9, 0.2, 0.7]), column([0.0, 1.0, 0.0, 1.0]));
    let report = evaluate(&One::zeros(), &Data::new(&y, &t), MeanSquaredError)?;
    assert_eq!(report.accuracy(), None);
    near(report.r_squared, 0.85); // 1 − 0.15 / 1
    // Behind a head of probabilities they are answers too.
    let report = evaluate(&Probability::zeros(), &Data::new(&column([-1.0, 1.0, 1.0, 2.0]), &t), MeanSquaredError)?;
    assert_eq!((report.accuracy(), report.confusion), (Some(0.75), vec![vec![1, 1], vec![0, 2]]));
    assert!(report.r_squared.is_some());
    // The border of a hinge is 0, whatever other rows say.
    for targets in [column([1.0, 1.0, 1.0]), column([1.0, -1.0, 1.0])] {
        let report = evaluate(&Margin::zeros(), &Data::new(&column([0.3, -0.3, 2.0]), &targets), Hinge)?;
        let right = if targets[1] == [1.0] { 2 } else { 3 };
        assert_eq!((report.correct(), report.judged), (right, 3));
    }
    // Every output answers for itself: 6 of 8.
    network! { struct Tags { input: [f64; 2], Sigmoid } }
    let (y, t) =
        ([[1.0, -1.0], [1.0, 1.0], [-1.0, -1.0], [2.0, -2.0]], [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]);
    let report = evaluate(&Tags::zeros(), &Data::new(&y, &t), BinaryCrossEntropy)?;
    assert_eq!((report.accuracy(), report.confusion), (Some(0.75), vec![vec![3, 1], vec![1, 3]]));
    Ok(())
}

#[test]
fn precision_recall_and_f1_are_scikit_learns() -> Result<(), TrainError> {
    // true 0 0 0 1 1 2 2 2 2 2, taken for 0 0 1 1 2 2 2 2 2 0: precision 2/3, 1/2, 4/5; recall 2/3, 1/2, 4/5.
    let (truth, taken) = ([0, 0, 0, 1, 1, 2, 2, 2, 2, 2usize], [0, 0, 1, 1, 2, 2, 2, 2, 2, 0]);
    let outputs = taken.map(|class| core::array::from_fn(|at| if at == class { 1.0 } else { 0.0 }));
    let report = evaluate(&Choice::zeros(), &Data::new(&outputs, &truth), CrossEntropy)?;
    assert_eq!(report.confusion, [[2, 1, 0], [0, 1, 1], [1, 0, 4]]);
    for (class, value) in [2.0 / 3.0, 0.5, 0.8].into_iter().enumerate() {
        near(report.precision(class), value);
        near(report.recall(class), value);
        near(report.f1(class), value);
    }
    // Where they differ: precision 1/4, recall 1, so F1 is 2/5 and not 5/4, 1/4 or 2 · (1/4 + 1) …
    let outputs = [[1.0, 0.0, 0.0]; 4];
    let report = evaluate(&Choice::zeros(), &Data::new(&outputs, &[0usize, 1, 1, 2]), CrossEntropy)?;
    assert_eq!((report.precision(0), report.recall(0), report.f1(0)), (Some(0.25), Some(1.0), Some(0.4)));
    assert_eq!((report.precision(1), report.recall(1), report.f1(1)), (None, Some(0.0), None));
    assert_eq!((report.precision(3), report.recall(3), report.f1(3)), (None, None, None));
    Ok(())
}

#[test]
fn long_sums_keep_their_digits() -> Result<(), TrainError> {
    network! { struct Same { input: [f32; 1], Identity } }
    // Two million equal rows in f32: a plain sum gives 0.497.
    let rows = vec![[0.7f32]; 2_000_000];
    let report = evaluate(&Same::zeros(), &Data::new(&rows, &vec![[0.0f32]; rows.len()]), MeanSquaredError)?;
    assert!((report.loss - 0.49).abs() < 1e-6, "{}", report.loss);
    Ok(())
}

#[test]
fn a_single_output_has_two_classes() {
    assert_eq!([-0.1, 0.1].map(|z| Probability::zeros().classify(&[z])), [0, 1]);
    assert_eq!([-0.1, 0.1].map(|z| Margin::zeros().classify(&[z])), [0, 1]);
    network! { struct Logarithm { input: [f64; 1], LogSigmoid } }
    assert_eq!([-0.1, 0.1].map(|z| Logarithm::zeros().classify(&[z])), [0, 1]);
    network! { struct Stepped { input: [f64; 1], Step } }
    assert_eq!([-0.1, 0.1].map(|z| Stepped::zeros().classify(&[z])), [0, 1]);
    assert_eq!(Choice::zeros().classify(&[0.0, 2.0, 1.0]), 1);
}

#[test]
fn a_report_reads_aloud() -> Result<(), TrainError> {
    let report = evaluate(&Choice::zeros(), &Data::new(&[[0.0; 3]; 3], &[0usize, 1, 2]), CrossEntropy)?;
    assert_eq!(report.to_string(), "loss 1.0986, accuracy 33.33 % (1/3)");
    let report = evaluate(&One::zeros(), &Data::new(&column([1.0, 2.0]), &column([1.0, 3.0])), MeanSquaredError)?;
    assert_eq!(report.to_string(), "loss 0.5000, R² 0.5000");
    Ok(())
}

#[test]
fn numbers_are_compared_where_outputs_are_what_targets_are() -> Result<(), TrainError> {
    // Logits of a perfect answer, and a distribution as target: nothing to compare but the loss.
    network! { struct Logits { input: [f64; 3], Identity } }
    network! { struct Logarithms { input: [f64; 3], LogSoftmax } }
    let (logits, shares) = ([[0.2f64.ln(), 0.3f64.ln(), 0.5f64.ln()], [0.0; 3]], [[0.2, 0.3, 0.5], [1.0 / 3.0; 3]]);
    let report = evaluate(&Logits::zeros(), &Data::new(&logits, &shares), KlDivergence)?;
    assert!(report.loss.abs() < 1e-12 && report.r_squared.is_none());
    assert_eq!(evaluate(&Logarithms::zeros(), &Data::new(&logits, &shares), KlDivergence)?.r_squared, None);
    near(evaluate(&Choice::zeros(), &Data::new(&logits, &shares), KlDivergence)?.r_squared, 1.0);
    Ok(())
}

#[test]
fn dropout_behind_sigmoid_moves_no_border() {
    network! { struct Dropped { input: [f64; 1], Sigmoid, Dropout(0.5) } }
    assert_eq!([-0.1, 0.1].map(|z| Dropped::zeros().classify(&[z])), [0, 1]);
}

#[test]
fn the_first_of_equals_is_the_largest() {
    assert_eq!(argmax(&[1.0f32, 3.0, 3.0]), 1);
    assert_eq!(argmax(&[2.0f64, 2.0]), 0);
    assert_eq!(argmax::<f32>(&[]), 0);
}

#[test]
fn a_class_that_is_not_there_has_no_recall_and_one_never_hit_an_f1_of_0() -> Result<(), TrainError> {
    let outputs = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]];
    let report = evaluate(&Choice::zeros(), &Data::new(&outputs, &[1usize, 0]), CrossEntropy)?;
    assert_eq!((report.precision(2), report.recall(2), report.f1(2)), (None, None, None));
    assert_eq!((report.precision(0), report.recall(0), report.f1(0)), (Some(0.0), Some(0.0), Some(0.0)));
    Ok(())
}

#[test]
fn an_output_on_the_border_is_a_no() -> Result<(), TrainError> {
    network! { struct Even { input: [f64; 1], Sigmoid } }
    let data = Data::new(&[[0.0], [0.0]], &[[0.0], [1.0]]);
    let report = evaluate(&Even::zeros(), &data, BinaryCrossEntropy)?;
    assert_eq!((Even::zeros().classify(&[0.0]), report.confusion), (0, vec![vec![1, 0], vec![1, 0]]));
    Ok(())
}

/// R² of `t + (1, 0, 0, 0)` is `1 − 1 / 5`, however far `t` is from zero.
#[test]
fn r_squared_of_time_stamps() -> Result<(), TrainError> {
    network! { struct Echo { input: [f64; 1], Identity } }
    let targets = [0.0, 1.0, 2.0, 3.0].map(|step| [5e15 + step]);
    let mut outputs = targets;
    outputs[0][0] += 1.0;
    near(evaluate(&Echo::zeros(), &Data::new(&outputs, &targets), MeanSquaredError)?.r_squared, 0.8);
    Ok(())
}
