//! Every loss against reference values, and every gradient against central differences.

mod common;

use common::{Ledger, Tolerance, difference, golden, numbers, shape, text};
use nn_core::head::{Head, Linear, LogProbabilities, Probabilities};
use nn_core::layer::{Identity, LogSigmoid, LogSoftmax, Sigmoid, Softmax, Tanh};
use nn_core::loss::{
    BinaryCrossEntropy, Classes, CrossEntropy, Form, Hinge, Huber, KlDivergence, LogCosh, Loss, LossOn,
    MeanAbsoluteError, MeanSquaredError, MulticlassHinge, SmoothL1, SquaredHinge, Values,
};
use nn_core::{Random, Scalar};
use serde_json::Value;

const F64: Tolerance = Tolerance { abs: 1e-12, rel: 1e-9 };
const F32: Tolerance = Tolerance { abs: 1e-6, rel: 1e-5 };

/// A loss that has been told its form and its kind of targets. Classes arrive as a single number.
type Row<T> = Box<dyn Fn(&[T], &[T], &mut [T]) -> T>;

fn values<T: Scalar>(form: Form, loss: impl Loss<T, Values> + 'static) -> Row<T> {
    Box::new(move |outputs, target, gradient| loss.row(form, outputs, target, gradient))
}

fn class<T: Scalar>(form: Form, loss: impl Loss<T, Classes> + 'static) -> Row<T> {
    Box::new(move |outputs, target, gradient| loss.row(form, outputs, target[0].as_f64() as usize, gradient))
}

/// One-hot targets, handed to the loss as classes.
fn hot<T: Scalar>(form: Form, loss: impl Loss<T, Classes> + 'static) -> Row<T> {
    let row = class(form, loss);
    Box::new(move |outputs, target, gradient| {
        let class = target.iter().position(|&t| t == T::one()).expect("a one-hot target");
        row(outputs, &[T::count(class)], gradient)
    })
}

/// The losses that a record is about, or the key of its convention in `not_ours.md`.
fn losses<T: Scalar>(record: &Value) -> Result<Vec<Row<T>>, String> {
    use Form::{LogProbabilities, Logits, Probabilities};
    let parameter = |name: &str| record["params"][name].as_f64().expect("a parameter");
    let (name, variant) = (text(record, "name"), text(record, "variant"));
    Ok(match (name, variant) {
        ("mse", _) => vec![values(Form::Values, MeanSquaredError)],
        ("mae", _) => vec![values(Form::Values, MeanAbsoluteError)],
        ("huber", _) => vec![values(Form::Values, Huber::new(parameter("delta")))],
        ("smooth_l1", _) => vec![values(Form::Values, SmoothL1::new(parameter("beta")))],
        ("log_cosh", _) => vec![values(Form::Values, LogCosh)],
        ("hinge", _) => vec![values(Form::Values, Hinge)],
        ("squared_hinge", _) => vec![values(Form::Values, SquaredHinge)],
        ("bce_with_logits", _) => {
            vec![values(Logits, BinaryCrossEntropy), values(Logits, BinaryCrossEntropy.weighted(1.0, 1.0))]
        }
        ("bce", "interior") => vec![values(Probabilities, BinaryCrossEntropy)],
        ("bce", "clip") if parameter("eps") == 1e-7 => {
            vec![values(Probabilities, BinaryCrossEntropy)]
        }
        ("bce", "log_clamp") => return Err("bce log_clamp".into()),
        ("bce", _) => return Err(format!("bce {variant} {:e}", parameter("eps"))),
        ("softmax_cross_entropy", "one_hot") => {
            vec![values(Logits, CrossEntropy), hot(Logits, CrossEntropy)]
        }
        ("softmax_cross_entropy", "soft_targets") => vec![values(Logits, CrossEntropy)],
        ("softmax_cross_entropy", "label_smoothing") => {
            let loss = CrossEntropy.smoothed(parameter("smoothing"));
            vec![values(Logits, loss), hot(Logits, loss)]
        }
        ("softmax_cross_entropy", "class_index" | "extreme logits, class_index") => {
            vec![class(Logits, CrossEntropy)]
        }
        ("categorical_cross_entropy", "one_hot") => {
            vec![values(Probabilities, CrossEntropy), hot(Probabilities, CrossEntropy)]
        }
        ("categorical_cross_entropy", _) => vec![values(Probabilities, CrossEntropy)],
        ("nll", "class_index") => vec![class(LogProbabilities, CrossEntropy)],
        ("kl_divergence", "log_probabilities") => vec![values(LogProbabilities, KlDivergence)],
        ("kl_divergence", _) => vec![values(Probabilities, KlDivergence)],
        ("multiclass_hinge", _) => vec![class(Form::Values, MulticlassHinge)],
        _ => panic!("no loss for {name} {variant}"),
    })
}

/// Mean over the rows, and the gradient by every output.
fn batch<T: Scalar>(loss: &Row<T>, outputs: &[T], target: &[T], rows: usize) -> (T, Vec<T>) {
    let mut gradient = vec![T::nan(); outputs.len()];
    let mut total = T::zero();
    let chunk = outputs.len() / rows;
    let targets = target.chunks(target.len() / rows);
    for ((outputs, target), gradient) in outputs.chunks(chunk).zip(targets).zip(gradient.chunks_mut(chunk)) {
        total = total + loss(outputs, target, gradient);
        for gradient in gradient {
            *gradient = *gradient / T::count(rows);
        }
    }
    (total / T::count(rows), gradient)
}

fn compare<T: Scalar>(record: &Value, tolerance: Tolerance) -> Result<Option<String>, String> {
    let scalars = |field: &str| numbers(&record[field]).into_iter().map(T::of).collect::<Vec<_>>();
    let (outputs, target) = (scalars("pred"), scalars("target"));
    let want = numbers(&record["terms"]);
    // A vector is one row of an elementwise loss.
    let sizes = shape(&record["pred"]);
    let rows = if sizes.len() == 1 { 1 } else { sizes[0] };
    let check = |what: &str, got: &[T], want: &[f64]| {
        let got: Vec<f64> = got.iter().map(|x| x.as_f64()).collect();
        difference(&got, want, tolerance).map(|problem| format!("{}, {what} {problem}", T::NAME))
    };
    Ok(losses::<T>(record)?.iter().find_map(|loss| {
        // There is a term per row, or a term per element: a row of one output.
        let terms: Vec<T> = outputs
            .chunks(outputs.len() / want.len())
            .zip(target.chunks(target.len() / want.len()))
            .map(|(outputs, target)| loss(outputs, target, &mut vec![T::nan(); outputs.len()]))
            .collect();
        let (mean, gradient) = batch(loss, &outputs, &target, rows);
        check("terms", &terms, &want)
            .or_else(|| check("loss", &[mean], &numbers(&record["loss"])))
            .or_else(|| check("gradient", &gradient, &numbers(&record["grad"])))
    }))
}

#[test]
fn golden_records() {
    let (_, records) = golden("losses.json");
    let mut ledger = Ledger::default();
    for (index, record) in records.iter().enumerate() {
        let what = format!("{index} {} {}", text(record, "name"), text(record, "variant"));
        match (compare::<f64>(record, F64), compare::<f32>(record, F32)) {
            (Ok(double), Ok(single)) => ledger.compared(&what, double.or(single)),
            (Err(key), _) | (_, Err(key)) => ledger.not_ours(&key),
        }
    }
    ledger.close("losses.json", records.len());
}

/// What kind of numbers a loss wants for targets.
#[derive(Clone, Copy, Debug)]
enum Wants {
    Reals,
    Shares,
    Signs,
    /// Rows that sum to 1.
    Distribution,
    /// Rows with zeros, which do not sum to 1.
    Masses,
    Class,
}

const OUTPUTS: usize = 4;

/// Every loss, with every kind of target and every form it reads.
fn cases() -> Vec<(&'static str, Wants, Form, Row<f64>)> {
    use Form::{LogProbabilities, Logits, Probabilities};
    use Wants::{Class, Distribution, Masses, Reals, Shares, Signs};
    let mut cases = vec![
        ("mse", Reals, Form::Values, values(Form::Values, MeanSquaredError)),
        ("mae", Reals, Form::Values, values(Form::Values, MeanAbsoluteError)),
        ("huber", Reals, Form::Values, values(Form::Values, Huber::new(0.75))),
        ("smooth l1", Reals, Form::Values, values(Form::Values, SmoothL1::new(0.75))),
        ("log cosh", Reals, Form::Values, values(Form::Values, LogCosh)),
        ("hinge", Signs, Form::Values, values(Form::Values, Hinge)),
        ("squared hinge", Signs, Form::Values, values(Form::Values, SquaredHinge)),
        ("multiclass hinge", Class, Form::Values, class(Form::Values, MulticlassHinge)),
    ];
    for form in [Logits, Probabilities] {
        let weighted = BinaryCrossEntropy.weighted(2.5, 0.5);
        cases.push(("bce", Shares, form, values(form, BinaryCrossEntropy)));
        cases.push(("weighted bce", Shares, form, values(form, weighted)));
    }
    for form in [Logits, Probabilities, LogProbabilities] {
        let smoothed = CrossEntropy.smoothed(0.1);
        let weighted = CrossEntropy.weighted([0.5, 2.0, 1.25, 3.0]);
        for wants in [Distribution, Masses] {
            cases.push(("cross-entropy", wants, form, values(form, CrossEntropy)));
            cases.push(("smoothed cross-entropy", wants, form, values(form, smoothed)));
            cases.push(("weighted cross-entropy", wants, form, values(form, weighted)));
            cases.push(("kl divergence", wants, form, values(form, KlDivergence)));
        }
        cases.push(("cross-entropy", Class, form, class(form, CrossEntropy)));
        cases.push(("smoothed cross-entropy", Class, form, class(form, smoothed)));
        cases.push(("weighted cross-entropy", Class, form, class(form, weighted)));
    }
    cases
}

fn draw(random: &mut Random, wants: Wants, form: Form) -> ([f64; OUTPUTS], Vec<f64>) {
    let mut unit = || random.uniform::<f64>();
    let mut four = |f: &dyn Fn(f64) -> f64| std::array::from_fn(|_| f(unit()));
    let outputs: [f64; OUTPUTS] = match form {
        Form::Values | Form::Logits => four(&|u| 6.0 * u - 3.0),
        Form::Probabilities => four(&|u| 0.05 + 0.9 * u),
        Form::LogProbabilities => four(&|u| (0.05 + 0.9 * u).ln()),
    };
    let target: [f64; OUTPUTS] = match wants {
        Wants::Reals => four(&|u| 6.0 * u - 3.0),
        Wants::Signs => four(&|u| if u < 0.5 { -1.0 } else { 1.0 }),
        Wants::Masses => four(&|u| if u < 0.3 { 0.0 } else { u }),
        Wants::Shares | Wants::Distribution => four(&|u| u),
        Wants::Class => return (outputs, vec![f64::from(random.below(OUTPUTS as u32))]),
    };
    let sum: f64 = target.iter().sum();
    let scale = if matches!(wants, Wants::Distribution) { 1.0 / sum } else { 1.0 };
    (outputs, target.map(|t| t * scale).to_vec())
}

/// Compares a gradient with central differences of the loss.
fn check(
    loss: impl Fn(&[f64], &[f64], &mut [f64]) -> f64,
    outputs: [f64; OUTPUTS],
    target: &[f64],
) -> Result<(), String> {
    const STEP: f64 = 1e-5;
    let mut gradient = [f64::NAN; OUTPUTS];
    loss(&outputs, target, &mut gradient);
    let at = |index: usize, step: f64| {
        let mut outputs = outputs;
        outputs[index] += step;
        loss(&outputs, target, &mut [f64::NAN; OUTPUTS])
    };
    let slopes: [f64; OUTPUTS] = std::array::from_fn(|i| (at(i, STEP) - at(i, -STEP)) / (2.0 * STEP));
    match difference(&gradient, &slopes, Tolerance { abs: 1e-8, rel: 1e-6 }) {
        Some(problem) => Err(problem),
        None => Ok(()),
    }
}

#[test]
fn gradients_are_slopes() {
    for (name, wants, form, loss) in cases() {
        let mut random = Random::new(7);
        let mut caught = 0;
        for _ in 0..25 {
            let (outputs, target) = draw(&mut random, wants, form);
            if let Err(problem) = check(&loss, outputs, &target) {
                panic!("{name}, {form:?}, {wants:?}: {problem}");
            }
            // The check itself is worth something: it notices a factor of 1.01.
            let wrong = |outputs: &[f64], target: &[f64], gradient: &mut [f64]| {
                let value = loss(outputs, target, gradient);
                gradient.iter_mut().for_each(|gradient| *gradient *= 1.01);
                value
            };
            caught += usize::from(check(wrong, outputs, &target).is_err());
        }
        // Nothing to scale where the gradient is 0: hinges beyond the margin, rows without a target.
        assert!(caught >= 20, "{name}, {form:?}, {wants:?}: wrong gradients caught: {caught}");
    }
}

#[test]
fn nan_is_never_hidden() {
    for (name, wants, form, loss) in cases() {
        let (outputs, target) = draw(&mut Random::new(7), wants, form);
        let what = format!("{name}, {form:?}, {wants:?}");
        for index in 0..OUTPUTS {
            let mut outputs = outputs;
            outputs[index] = f64::NAN;
            let mut gradient = [0.0; OUTPUTS];
            let value = loss(&outputs, &target, &mut gradient);
            assert!(value.is_nan(), "{what}: output {index}, loss {value}");
            let spread = gradient.iter().any(|x| x.is_nan());
            assert!(spread, "{what}: output {index}, gradient {gradient:?}");
        }
        if !matches!(wants, Wants::Class) {
            for index in 0..OUTPUTS {
                let mut target = target.clone();
                target[index] = f64::NAN;
                let value = loss(&outputs, &target, &mut [0.0; OUTPUTS]);
                assert!(value.is_nan(), "{what}: target {index}, loss {value}");
            }
        }
    }
}

#[test]
fn a_class_that_does_not_exist_is_nan() {
    for (name, wants, form, loss) in cases() {
        if matches!(wants, Wants::Class) {
            let (outputs, _) = draw(&mut Random::new(7), wants, form);
            let value = loss(&outputs, &[OUTPUTS as f64], &mut [0.0; OUTPUTS]);
            assert!(value.is_nan(), "{name}, {form:?}: {value}");
        }
    }
}

/// Heads and losses as a network pairs them.
#[test]
fn heads_choose_the_form() {
    fn pair<H: Head, L: LossOn<H>>(_: L) -> (Form, bool) {
        (L::FORM, L::FUSED)
    }
    let weighted = CrossEntropy.weighted([1.0f32; 3]);
    assert_eq!(pair::<Linear, _>(CrossEntropy), (Form::Logits, false));
    assert_eq!(pair::<Softmax, _>(CrossEntropy), (Form::Logits, true));
    assert_eq!(pair::<LogSoftmax, _>(CrossEntropy.smoothed(0.1)), (Form::Logits, true));
    assert_eq!(pair::<Probabilities, _>(weighted), (Form::Probabilities, false));
    assert_eq!(pair::<LogProbabilities, _>(KlDivergence), (Form::LogProbabilities, false));
    assert_eq!(pair::<Sigmoid, _>(BinaryCrossEntropy), (Form::Logits, true));
    assert_eq!(pair::<LogSigmoid, _>(BinaryCrossEntropy.weighted(1.0, 2.0)), (Form::Logits, true));
    assert_eq!(pair::<Softmax, _>(MeanAbsoluteError), (Form::Values, false));
    assert_eq!(pair::<Tanh, _>(Hinge), (Form::Values, false));
    assert_eq!(pair::<Identity, _>(MulticlassHinge), (Form::Values, false));
}
