//! The worked examples of introductory tutorials, from one neuron to two spirals, done by the library.
//!
//! Without optimisation the longest run is cut after a fifth; `cargo test --release` holds it to its end.

mod common;

use common::{Ledger, Tolerance, difference, golden, golden_path, numbers, shape, text};
use nn_core::layer::{Activation, Dropout, Elementwise, LeakyRelu, Relu, Sigmoid, Softmax, Tanh};
use nn_core::loss::Form;
use nn_core::prelude::*;
use serde_json::Value;

const STEP: Tolerance = Tolerance { abs: 1e-12, rel: 1e-9 };
const RUN: Tolerance = Tolerance { abs: 1e-9, rel: 1e-6 };
/// For records that add 1e-8 inside the logarithm, which moves a loss by 1e-8 divided by a probability near 1.
const RUN_WITH_EPS: Tolerance = Tolerance { abs: 2e-8, rel: 1e-6 };

/// Whether the arithmetic is fast enough for everything.
const OPTIMISED: bool = !cfg!(debug_assertions);

network! { struct Loan { input: [f64; 4], score: Dense(1), Step } }
network! { struct Spam { input: [f64; 3], score: Dense(1), Sigmoid } }
network! { struct Forward { input: [f64; 2], hidden: Dense(4), Relu, output: Dense(1), Sigmoid } }
network! { struct Small { input: [f64; 2], hidden: Dense(2), Relu, output: Dense(1), Sigmoid } }
network! { struct Line { input: [f64; 1], x: Dense(1, bias = false) } }
network! { struct Xor { input: [f64; 2], hidden: Dense(4), Sigmoid, output: Dense(1), Sigmoid } }
network! { struct Narrow { input: [f64; 2], hidden: Dense(2), Sigmoid, output: Dense(1), Sigmoid } }
network! { struct Perceptron { input: [f64; 2], neuron: Dense(1), Step } }
network! { struct Labels { input: [f64; 3], hidden: Dense(8), Relu, output: Dense(1), Sigmoid } }
network! { struct Linear { input: [f64; 2], first: Dense(3), second: Dense(1) } }
network! { struct Collapsed { input: [f64; 2], only: Dense(1) } }
network! { struct Spirals { input: [f64; 2], hidden: Dense(64), Relu, output: Dense(1), Sigmoid } }
network! {
    struct Deep {
        input:   [f64; 256],
        layer1:  Dense(256),
        Relu,
        layer2:  Dense(256),
        Relu,
        layer3:  Dense(256),
        Relu,
        layer4:  Dense(256),
        Relu,
        layer5:  Dense(256),
        Relu,
        layer6:  Dense(256),
        Relu,
        layer7:  Dense(256),
        Relu,
        layer8:  Dense(256),
        Relu,
        layer9:  Dense(256),
        Relu,
        layer10: Dense(256),
        Relu,
    }
}

/// What is wrong with one record.
#[derive(Default)]
struct Check(Vec<String>);

impl Check {
    fn near(&mut self, what: &str, got: &[f64], want: &[f64], tolerance: Tolerance) {
        self.0.extend(difference(got, want, tolerance).map(|problem| format!("{what}, {problem}")));
    }
    /// Against a field of the record.
    fn field(&mut self, record: &Value, field: &str, got: &[f64]) {
        self.near(field, got, &numbers(&record[field]), STEP);
    }
    fn is(&mut self, what: &str, holds: bool) {
        if !holds {
            self.0.push(what.to_string());
        }
    }
}

/// A network of these records: numbers in, one number out.
trait OneOutput<const IN: usize>:
    Network<Scalar = f64, Batch = AnySize> + Layer<f64, In = Features<IN>, Out = Features<1>>
{
}
impl<const IN: usize, N> OneOutput<IN> for N where
    N: Network<Scalar = f64, Batch = AnySize> + Layer<f64, In = Features<IN>, Out = Features<1>>
{
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("not a number: {value}"))
}

/// A matrix as rows.
fn rows<const N: usize>(value: &Value) -> Vec<[f64; N]> {
    numbers(value).as_chunks().0.to_vec()
}

/// The columns of a matrix, one after another: `[out, in]` as `[in, out]`.
fn transposed(value: &Value) -> Vec<f64> {
    let (data, shape) = (numbers(value), shape(value));
    (0..shape[1]).flat_map(|column| data[column..].iter().step_by(shape[1]).copied()).collect()
}

/// W1, b1, W2 and b2 of a part of a record, in the order of the library; missing biases are zero.
fn wanted(record: &Value, part: &Value, prefix: &str, suffix: &str) -> Vec<f64> {
    let turned = text(record, "layout").starts_with("weights [out,in]");
    let mut all = Vec::new();
    for layer in 1..=2 {
        let weight = &part[format!("{prefix}W{layer}{suffix}")];
        let bias = &part[format!("{prefix}b{layer}{suffix}")];
        let outputs = shape(weight)[usize::from(!turned)];
        all.extend(if turned { transposed(weight) } else { numbers(weight) });
        all.extend(if bias.is_null() { vec![0.0; outputs] } else { numbers(bias) });
    }
    all
}

fn parameters<N: Network<Scalar = f64>>(net: &N) -> Vec<f64> {
    let mut all = Vec::new();
    net.visit(&mut |_, values: &[f64]| all.extend(values));
    all
}

fn with<N: Network<Scalar = f64>>(values: &[f64]) -> N {
    let (mut net, mut values) = (N::ZERO, values.iter());
    net.visit_mut(&mut |_, own: &mut [f64]| {
        own.iter_mut().for_each(|own| *own = *values.next().expect("a value for every parameter"));
    });
    assert!(values.next().is_none(), "too many values");
    net
}

fn predictions<const IN: usize, N: OneOutput<IN>>(net: &N, x: &[[f64; IN]]) -> Vec<f64> {
    x.iter().map(|x| net.forward(x)[0]).collect()
}

/// Adds the gradient of the mean loss over all rows to `gradients`, by `record` and `backward`.
fn gradient<const IN: usize, N: OneOutput<IN>>(
    net: &N,
    loss: &impl Loss<f64, Values>,
    (x, y): (&[[f64; IN]], &[[f64; 1]]),
) -> <N as Learn<f64>>::Gradients {
    let mut gradients = N::gradients();
    let mut tape = Tape::new(0);
    for (row, target) in x.iter().zip(y) {
        let output = *net.record(row, &mut tape);
        let mut by_output = [0.0];
        loss.row(Form::Probabilities, &output, target, &mut by_output);
        net.backward(&tape, &by_output.map(|g| g / x.len() as f64), &mut gradients);
    }
    gradients
}

/// The loss before each of some steps over all rows, and after the last.
fn train<const IN: usize, N, L, O>(
    net: &mut N,
    loss: L,
    optimizer: O,
    (x, y): (&[[f64; IN]], &[[f64; 1]]),
    steps: usize,
) -> Vec<f64>
where
    N: OneOutput<IN>,
    L: LossOn<<N as Layer<f64>>::Head> + Loss<f64, Values> + Copy,
    O: Optimizer<N>,
{
    let mut trainer = Trainer::new(net, loss, optimizer);
    let mut losses: Vec<f64> = (0..steps).map(|_| trainer.step(net, x, y).expect("a finite loss")).collect();
    losses.push(evaluate(net, &Data::new(x, y), loss).expect("rows").loss);
    losses
}

/// The losses that a record gives for some steps, from `first` on, against those of a run.
fn losses(check: &mut Check, log: &Value, counter: &str, got: &[f64], first: usize, tolerance: Tolerance) {
    for entry in log.as_array().expect("losses") {
        let step = entry[counter].as_u64().expect("a step") as usize;
        if let Some(got) = step.checked_sub(first).and_then(|step| got.get(step)) {
            check.near(&format!("loss at {step}"), &[*got], &[number(&entry["loss"])], tolerance);
        }
    }
}

fn elementwise(check: &mut Check, field: &str, record: &Value, function: impl Elementwise) {
    let got: Vec<f64> = numbers(&record["x"]).iter().map(|&x| function.value(x)).collect();
    check.field(record, field, &got);
}

fn loan(check: &mut Check, record: &Value) {
    let x: [f64; 4] = rows(&record["inputs"])[0];
    let mut net: Loan = with(&numbers(&record["weights"]).into_iter().chain([0.0]).collect::<Vec<_>>());
    let score = |net: &Loan, x: [f64; 4]| {
        let mut out = [[0.0]];
        net.score.forward_rows(&[x], &mut out);
        out[0][0]
    };
    let alone = |input: usize| std::array::from_fn(|i| if i == input { x[i] } else { 0.0 });
    check.field(record, "contributions", &[0, 1, 2, 3].map(|input| score(&net, alone(input))));
    check.field(record, "weighted_sum", &[score(&net, x)]);
    net.score.bias = [number(&record["bias"])];
    check.field(record, "pre_activation", &[score(&net, x)]);
    check.field(record, "output", &net.forward(&x));
}

fn spam(check: &mut Check, record: &Value) {
    let x: Vec<[f64; 3]> = rows(&record["inputs"]);
    let net: Spam = with(&[numbers(&record["weights"]), numbers(&record["bias"])].concat());
    let mut z = [[0.0]; 3];
    net.score.forward_rows(&[x[0], x[1], x[2]], &mut z);
    check.field(record, "z", z.as_flattened());
    check.field(record, "sigmoid", &predictions(&net, &x));
}

fn forward(check: &mut Check, record: &Value) {
    let net: Forward = with(&wanted(record, record, "", ""));
    let x: [[f64; 2]; 3] = std::array::from_fn(|row| rows(&Value::from(transposed(&record["X"])))[row]);
    let (mut z1, mut z2) = ([[0.0; 4]; 3], [[0.0; 1]; 3]);
    net.hidden.forward_rows(&x, &mut z1);
    let mut a1 = z1;
    a1.iter_mut().for_each(|row| Relu.forward(row));
    net.output.forward_rows(&a1, &mut z2);
    check.near("Z1", z1.as_flattened(), &transposed(&record["Z1"]), STEP);
    check.near("A1", a1.as_flattened(), &transposed(&record["A1"]), STEP);
    check.near("Z2", z2.as_flattened(), &transposed(&record["Z2"]), STEP);
    check.near("A2", &predictions(&net, &x), &transposed(&record["A2"]), STEP);
    check.is("parameters", Forward::PARAMETERS as u64 == record["parameters"]);
}

fn squared_error(check: &mut Check, record: &Value) {
    let (prediction, target) = (numbers(&record["pred"]), numbers(&record["target"]));
    let mse: f64 = MeanSquaredError.row(Form::Values, &prediction, &target, &mut [0.0; 3]);
    check.field(record, "mse", &[mse]);
    check.field(record, "rmse", &[mse.sqrt()]);
}

/// The rows with a probability of 0 or 1 are of another convention; see `not_ours.md`.
fn cross_entropy(check: &mut Check, record: &Value) {
    for row in record["rows"].as_array().expect("rows") {
        let (prediction, target) = (number(&row["pred"]), number(&row["target"]));
        if prediction > 0.0 && prediction < 1.0 {
            let loss = BinaryCrossEntropy.row(Form::Probabilities, &[prediction], &[target], &mut [0.0]);
            check.field(row, "loss", &[loss]);
        }
    }
}

fn house(check: &mut Check, record: &Value) {
    let net: Line = with(&numbers(&record["price_per_sqft"]));
    check.field(record, "price", &net.forward(&[number(&record["sqft"])]));
    let example = &record["error_example"];
    let pair = ["pred", "target"].map(|field| [number(&example[field])]);
    check.field(example, "squared_error", &[MeanSquaredError.row(Form::Values, &pair[0], &pair[1], &mut [0.0])]);
}

fn update(check: &mut Check, record: &Value) {
    let mut net: Line = with(&numbers(&record["weight"]));
    let mut gradients = Line::gradients();
    gradients.x.weight = [[number(&record["gradient"])]];
    Sgd::new(number(&record["lr"])).step(&mut net, &gradients);
    check.field(record, "new_weight", &parameters(&net));
}

fn gated_error(check: &mut Check, record: &Value) {
    for row in record["rows"].as_array().expect("rows") {
        // The output y with y (1 − y) = slope.
        let slope = number(&row["sigmoid_derivative"]);
        let y = 2.0 * slope / (1.0 + (1.0 - 4.0 * slope).sqrt());
        let mut gradient = [number(&row["error"])];
        Sigmoid.backward(&[y], &mut gradient);
        check.field(row, "delta", &gradient);
    }
}

fn backprop(check: &mut Check, record: &Value) {
    let mut net: Small = with(&wanted(record, record, "", ""));
    let (x, y): ([f64; 2], [f64; 1]) = (rows(&record["X"])[0], rows(&record["Y"])[0]);
    let (mut z1, mut z2) = ([[0.0; 2]], [[0.0]]);
    net.hidden.forward_rows(&[x], &mut z1);
    let mut a1 = z1;
    Relu.forward(&mut a1[0]);
    net.output.forward_rows(&a1, &mut z2);
    check.field(record, "Z1", &z1[0]);
    check.field(record, "A1", &a1[0]);
    check.field(record, "Z2", &z2[0]);

    let mut tape = Tape::new(0);
    let output = *net.record(&x, &mut tape);
    let mut by_output = [0.0];
    let before = BinaryCrossEntropy.row(Form::Probabilities, &output, &y, &mut by_output);
    check.field(record, "A2", &output);
    check.field(record, "loss", &[before]);
    check.field(record, "dA2", &by_output);
    check.field(record, "sigmoid_derivative", &output.map(|y| Sigmoid.derivative(y)));

    let mut gradients = Small::gradients();
    net.backward(&tape, &by_output, &mut gradients);
    check.near("gradients", gradients.as_slice(), &wanted(record, record, "d", ""), STEP);
    // What passes between the layers: the gradient by a sum is that by its bias, that by an input the layer gives back.
    let mut by_hidden = [[0.0; 2]];
    let seen = Seen { x: &a1, out: &z2, tape: &() };
    net.output.backward_rows(seen, &mut [gradients.output.bias], None, Some(&mut by_hidden));
    check.field(record, "dZ2", &gradients.output.bias);
    check.field(record, "dA1", &by_hidden[0]);
    check.field(record, "dZ1", &gradients.hidden.bias);

    Sgd::new(number(&record["lr"])).step(&mut net, &gradients);
    let output = net.forward(&x);
    let after: f64 = BinaryCrossEntropy.row(Form::Probabilities, &output, &y, &mut by_output);
    check.near("after the step", &parameters(&net), &wanted(record, record, "", "_new"), STEP);
    check.field(record, "A2_new", &output);
    check.field(record, "loss_new", &[after]);
    check.field(record, "improvement", &[before - after]);

    let mut net: Small = with(&wanted(record, record, "", ""));
    let by_trainer = train(&mut net, BinaryCrossEntropy, Sgd::new(number(&record["lr"])), (&[x], &[y]), 1);
    check.near("losses of the trainer", &by_trainer, &[before, after], STEP);
    check.near("the trainer's step", &parameters(&net), &wanted(record, record, "", "_new"), STEP);
}

/// Every x of a descent on x², which is the squared error of one weight.
fn descend(optimizer: impl Optimizer<Line>, start: f64, steps: usize) -> Vec<f64> {
    let mut net: Line = with(&[start]);
    let mut trainer = Trainer::new(&net, MeanSquaredError, optimizer);
    let step = |_| {
        trainer.step(&mut net, &[[1.0]], &[[0.0]]).expect("a finite loss");
        net.x.weight[0][0]
    };
    std::iter::once(start).chain((0..steps).map(step)).collect()
}

fn learning_rates(check: &mut Check, record: &Value) {
    for row in record["rows"].as_array().expect("rows") {
        let want = numbers(&row["x"]);
        let got = descend(Sgd::new(number(&row["lr"])), 10.0, want.len() - 1);
        check.near(&format!("rate {}", row["lr"]), &got, &want, STEP);
        let beyond = got.iter().position(|x| x.abs() > 1e10).map(|step| step as u64);
        check.is("diverged at", beyond == row["diverged_at_step"].as_u64());
    }
}

fn adam(check: &mut Check, record: &Value) {
    let (plain, adam) = (&record["gd"], &record["adam"]);
    check.field(plain, "x", &descend(Sgd::new(number(&plain["lr"])), 10.0, 20));
    check.field(adam, "x", &descend(adam_of(adam), 10.0, 20));
}

fn adam_of<N: Network<Scalar = f64>>(settings: &Value) -> Adam<N> {
    let [learning_rate, beta1, beta2, epsilon] = ["lr", "beta1", "beta2", "eps"].map(|field| number(&settings[field]));
    Adam { learning_rate, beta1, beta2, epsilon, ..Adam::default() }
}

fn vanishing(check: &mut Check, record: &Value) {
    let layers = numbers(&record["layers"]);
    let mut gradient = [1.0];
    let got: Vec<f64> = layers
        .iter()
        .map(|_| {
            Sigmoid.backward(&[Sigmoid.value(0.0)], &mut gradient);
            gradient[0]
        })
        .collect();
    check.field(record, "gradient", &got);
}

fn initialization(check: &mut Check, record: &Value) {
    let he: f64 = Init::He.deviation(256, 256);
    for row in record["rows"].as_array().expect("rows") {
        let factor = number(&row["scale"]) / he;
        let statistics = &row["log10_final_std"];
        for seed in 0..if OPTIMISED { 3 } else { 1 } {
            let mut net = Deep::boxed(seed);
            net.visit_mut(&mut |_, values: &mut [f64]| values.iter_mut().for_each(|value| *value *= factor));
            let mut random = Random::new(100 + seed);
            let mut out = Vec::new();
            for _ in 0..16 {
                out.extend(net.forward(&std::array::from_fn(|_| random.normal())));
            }
            let mean = out.iter().sum::<f64>() / out.len() as f64;
            let deviation = (out.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / out.len() as f64).sqrt();
            let far = Tolerance { abs: 5.0 * number(&statistics["sd"]), rel: 0.0 };
            check.near(text(row, "name"), &[deviation.log10()], &[number(&statistics["mean"])], far);
        }
    }
}

/// XOR by squared error; the record's gradients lack the factor 2.
fn xor_squared<N: OneOutput<2>>(check: &mut Check, record: &Value) {
    let (x, y): (Vec<[f64; 2]>, Vec<[f64; 1]>) = (rows(&record["X"]), rows(&record["y"]));
    let (data, rate) = ((&x[..], &y[..]), number(&record["true_mse_lr"]));
    let start = wanted(record, &record["init"], "", "");
    let late = text(record, "case").contains("ALREADY UPDATED");

    let first = &record["first_step"];
    let mut net: N = with(&start);
    check.field(first, "predictions", &predictions(&net, &x));
    let mut got: Vec<f64> = gradient(&net, &MeanSquaredError, data).as_slice().iter().map(|g| g / 2.0).collect();
    step(&mut net, data, rate, late);
    if late {
        // What it used for the hidden layer is seen in how far that moved.
        got = start.iter().zip(parameters(&net)).map(|(before, after)| (before - after) / (2.0 * rate)).collect();
    }
    check.near("first gradient", &got, &wanted(record, first, "g", ""), Tolerance { abs: 1e-15, rel: 1e-9 });
    check.near("first step", &parameters(&net), &wanted(record, first, "", "_after"), STEP);

    let steps = record["iterations"].as_u64().expect("iterations") as usize;
    let mut net: N = with(&start);
    let got = if late {
        let judge = |net: &N| evaluate(net, &Data::new(&x, &y), MeanSquaredError).expect("rows").loss;
        let mut losses = vec![judge(&net)];
        for _ in 0..steps {
            step(&mut net, data, rate, late);
            losses.push(judge(&net));
        }
        losses
    } else {
        train(&mut net, MeanSquaredError, Sgd::new(rate), data, steps)
    };
    if text(record, "note").contains("compare only the first 5 losses") {
        losses(check, &record["losses"], "iteration", &got[..5], 0, RUN);
        return;
    }
    losses(check, &record["losses"], "iteration", &got, 0, RUN);
    check.near("predictions", &predictions(&net, &x), &numbers(&record["final_predictions"]), RUN);
    check.near("final", &parameters(&net), &wanted(record, &record["final"], "", ""), RUN);
}

/// One step of gradient descent on the squared error. `late` moves the output layer first and takes the hidden layer's
/// gradient through the moved weights, as one of the records does.
fn step<N: OneOutput<2>>(net: &mut N, data: (&[[f64; 2]], &[[f64; 1]]), rate: f64, late: bool) {
    if !late {
        let gradients = gradient(net, &MeanSquaredError, data);
        return Sgd::new(rate).step(net, &gradients);
    }
    let mut tapes = Vec::new();
    let mut by_outputs = Vec::new();
    for (x, y) in data.0.iter().zip(data.1) {
        let (mut tape, mut by_output) = (Tape::new(0), [0.0]);
        let output = *net.record(x, &mut tape);
        MeanSquaredError.row(Form::Values, &output, y, &mut by_output);
        tapes.push(tape);
        by_outputs.push(by_output.map(|g| g / data.0.len() as f64));
    }
    let hidden = N::VALUES - (N::VALUES - 1) / 4 - 1;
    for output_layer in [true, false] {
        let mut gradients = N::gradients();
        for (tape, by_output) in tapes.iter().zip(&by_outputs) {
            net.backward(tape, by_output, &mut gradients);
        }
        let (hidden, output) = gradients.as_mut_slice().split_at_mut(hidden);
        if output_layer { hidden } else { output }.fill(0.0);
        Sgd::new(rate).step(net, &gradients);
    }
}

fn perceptron(check: &mut Check, record: &Value) {
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let (y, rate) = (numbers(&record["y"]), number(&record["lr"]));
    let mut net: Perceptron = with(&[numbers(&record["init_weights"]), numbers(&record["init_bias"])].concat());
    let (mut errors, mut ways) = (Vec::new(), Vec::new());
    for _ in 0..record["epochs_run"].as_u64().expect("epochs") {
        let mut wrong = 0.0;
        for (x, y) in x.iter().zip(&y) {
            let error = y - net.forward(x)[0];
            wrong += error.abs();
            net.neuron.weight[0][0] += rate * error * x[0];
            net.neuron.weight[1][0] += rate * error * x[1];
            net.neuron.bias[0] += rate * error;
        }
        errors.push(wrong);
        ways.extend(parameters(&net));
    }
    let (want, way) = (numbers(&record["errors_per_epoch"]), numbers(&record["weights_after_epoch_first_20"]));
    check.near("errors", &errors[..want.len()], &want, STEP);
    check.near("weights", &ways[..way.len()], &way, STEP);
    let last = [numbers(&record["final_weights"]), numbers(&record["final_bias"])].concat();
    check.near("final", &parameters(&net), &last, STEP);
    check.field(record, "outputs", &predictions(&net, &x));
    check.field(record, "min_errors", &[errors.iter().copied().fold(f64::INFINITY, f64::min)]);
    let converged = errors.iter().position(|&wrong| wrong == 0.0).map(|epoch| epoch as u64);
    check.is("converged at", converged == record["converged_at_epoch"].as_u64());
}

fn xor_cross_entropy(check: &mut Check, record: &Value) {
    let x: Vec<[f64; 2]> = rows(&record["X"]);
    let y: Vec<[f64; 1]> = rows(&record["y"]);
    let rate = number(&record["lr"]);
    let mut net: Xor = with(&wanted(record, &record["init"], "", ""));
    let early = train(&mut net, BinaryCrossEntropy, Sgd::new(rate), (&x, &y), 2000);
    losses(check, &record["losses"], "epoch", &early, 0, RUN_WITH_EPS);
    check.near("predictions after 2000", &predictions(&net, &x), &numbers(&record["predictions_after_2000"]), RUN);
    check.near("after 2000", &parameters(&net), &wanted(record, &record["final_after_2000"], "", ""), RUN);
    let late = train(&mut net, BinaryCrossEntropy, Sgd::new(rate), (&x, &y), 8000);
    losses(check, &record["losses"], "epoch", &late, 2000, RUN_WITH_EPS);
    check.near("predictions after 10000", &predictions(&net, &x), &numbers(&record["predictions_after_10000"]), RUN);
}

fn xor_adam(check: &mut Check, record: &Value) {
    let (x, y): (Vec<[f64; 2]>, Vec<[f64; 1]>) = (rows(&record["X"]), rows(&record["y"]));
    let mut net: Xor = with(&wanted(record, &record["init"], "", ""));
    let got = train(&mut net, BinaryCrossEntropy, adam_of(&record["adam"]), (&x, &y), 1000);
    losses(check, &record["losses"], "epoch", &got, 0, RUN);
    check.near("predictions", &predictions(&net, &x), &numbers(&record["predictions_after_1000"]), RUN);
    check.near("final", &parameters(&net), &wanted(record, &record["final"], "", ""), RUN);
}

fn random_labels(check: &mut Check, record: &Value) {
    let (x, y): (Vec<[f64; 3]>, Vec<[f64; 1]>) = (rows(&record["X"]), rows(&record["y"]));
    let mut net: Labels = with(&wanted(record, &record["init"], "", ""));
    let got = train(&mut net, BinaryCrossEntropy, Sgd::new(number(&record["lr"])), (&x, &y), 1000);
    losses(check, &record["losses"], "epoch", &got, 0, RUN_WITH_EPS);
}

/// Dropout draws its own mask: here with the first seed that draws the record's.
fn dropout(check: &mut Check, record: &Value) {
    let (values, mask) = (numbers(&record["activations"]), numbers(&record["mask"]));
    let layer = Dropout { rate: number(&record["p"]) };
    let dropped = |seed| {
        let mut values = values.clone();
        layer.apply(&mut values, seed);
        values
    };
    let drawn = |got: &Vec<f64>| got.iter().zip(&mask).all(|(got, mask)| (*got == 0.0) == (*mask == 0.0));
    let got = (0..1000).map(dropped).find(drawn).expect("one of a thousand masks of five");
    check.field(record, "output", &got);
}

fn collapse(check: &mut Check, record: &Value) {
    let x: [f64; 2] = rows(&record["x"])[0];
    let net: Linear = with(&wanted(record, record, "", ""));
    check.field(record, "z", &net.forward(&x));
    let [bias] = net.forward(&[0.0, 0.0]);
    check.field(record, "b", &[bias]);
    check.near("W", &[[1.0, 0.0], [0.0, 1.0]].map(|x| net.forward(&x)[0] - bias), &transposed(&record["W"]), STEP);
    let one: Collapsed = with(&[transposed(&record["W"]), numbers(&record["b"])].concat());
    check.field(record, "z", &one.forward(&x));
}

fn spirals(check: &mut Check, record: &Value) {
    let file = std::fs::read_to_string(golden_path("spirals.csv")).expect("spirals.csv");
    let points: Vec<Vec<f64>> =
        file.lines().filter_map(|line| line.split(',').map(|cell| cell.trim().parse().ok()).collect()).collect();
    let (x, y): (Vec<_>, Vec<_>) = points.iter().map(|point| ([point[0], point[1]], [point[2]])).unzip();
    check.is("500 points", x.len() == 500);

    let mut net: Spirals = with(&wanted(record, &record["init"], "", ""));
    let first = gradient(&net, &BinaryCrossEntropy, (&x, &y));
    check.near("first gradient", first.as_slice(), &wanted(record, &record["first_gradient"], "", ""), STEP);

    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, adam_of(&record["adam"]));
    let accuracy = |net: &Spirals| evaluate(net, &Data::new(&x, &y), BinaryCrossEntropy).expect("rows").accuracy();
    let near = |abs| Tolerance { abs, rel: 0.0 };
    let mut got = Vec::new();
    for epoch in 1..=if OPTIMISED { 1000 } else { 200 } {
        let entry = record["log"].as_array().expect("log").iter().find(|entry| entry["epoch"] == epoch);
        let before = entry.and_then(|_| accuracy(&net));
        let loss = trainer.step(&mut net, &x, &y).expect("a finite loss");
        got.push(loss);
        if let Some(entry) = entry {
            check.near("a late loss", &[loss], &[number(&entry["loss"])], near(0.02));
            check.near("accuracy", &[before.unwrap_or(0.0)], &[number(&entry["accuracy"])], near(0.05));
        }
    }
    check.near("first losses", &got[..20], &numbers(&record["first_20_losses"]), RUN);
    if OPTIMISED {
        let last = accuracy(&net).unwrap_or(0.0);
        check.near("last accuracy", &[last], &[number(&record["final_accuracy_after_last_update"])], near(0.05));
    }
}

fn judge(check: &mut Check, record: &Value) {
    match text(record, "topic") {
        "single neuron, loan decision" => loan(check, record),
        "sigmoid examples" => elementwise(check, "y", record, Sigmoid),
        "relu examples" => elementwise(check, "y", record, Relu),
        "sigmoid, tanh, relu on five points" => {
            elementwise(check, "sigmoid", record, Sigmoid);
            elementwise(check, "tanh", record, Tanh);
            elementwise(check, "relu", record, Relu);
        }
        "softmax example, ten digit scores" => {
            let mut values = numbers(&record["x"]);
            Softmax.forward(&mut values);
            check.field(record, "y", &values);
            check.field(record, "sum", &[values.iter().sum()]);
            check.field(record, "argmax", &[argmax(&values) as f64]);
        }
        "leaky relu curve" => elementwise(check, "y", record, LeakyRelu { slope: number(&record["alpha"]) }),
        "sigmoid derivative curve" => {
            let got: Vec<f64> = numbers(&record["x"]).iter().map(|&x| Sigmoid.derivative_at(x)).collect();
            check.field(record, "dy", &got);
        }
        "three-feature neuron, spam" => spam(check, record),
        "forward pass 2-4-1, relu then sigmoid, seed 42" => forward(check, record),
        "mean squared error, house prices in 100000s" => squared_error(check, record),
        "binary cross-entropy examples" => cross_entropy(check, record),
        "linear house price rule" => house(check, record),
        "single weight update" => update(check, record),
        "gated error signal" => gated_error(check, record),
        topic if topic.starts_with("backpropagation step by step") => backprop(check, record),
        topic if topic.starts_with("learning rates on f(x)=x^2") => learning_rates(check, record),
        topic if topic.starts_with("adam against gradient descent") => adam(check, record),
        "vanishing gradient table" => vanishing(check, record),
        topic if topic.starts_with("initialisation comparison") => initialization(check, record),
        "xor 2-4-1 sigmoid, mean squared error, seed 42" => xor_squared::<Xor>(check, record),
        "xor 2-2-1 sigmoid, mean squared error, seed 42" => xor_squared::<Narrow>(check, record),
        "perceptron rule, and" | "perceptron rule, xor" => perceptron(check, record),
        "xor 2-4-1 sigmoid, binary cross-entropy" => xor_cross_entropy(check, record),
        "xor 2-4-1 sigmoid, binary cross-entropy, adam lr 0.1, 1000 epochs" => xor_adam(check, record),
        "3-8-1 relu then sigmoid on 100 random labels" => random_labels(check, record),
        "inverted dropout example" => dropout(check, record),
        "two linear layers collapse into one" => collapse(check, record),
        topic if topic.starts_with("two spirals") => spirals(check, record),
        topic => panic!("nobody looks at `{topic}`"),
    }
}

#[test]
fn worked_examples() {
    let (_, records) = golden("seeds.json");
    let mut ledger = Ledger::default();
    for (number, record) in records.iter().enumerate() {
        let mut check = Check::default();
        judge(&mut check, record);
        let name = format!("{number}, {} {}", text(record, "topic"), text(record, "case"));
        ledger.compared(&name, (!check.0.is_empty()).then(|| check.0.join("; ")));
    }
    ledger.close("seeds.json", 34);
}
