//! Whole networks against `networks.json`: output, loss, every gradient, and the parameters after five steps of plain
//! descent and of Adam, in both scalars.

mod common;

use common::arrange::{attended, behind_flatten, channels_last, gated, normalised, recurrent};
use common::{Ledger, Numbers, Tolerance, difference, get, golden, in_order, numbers, set, text};
use nn_core::Plain;
use nn_core::head::Head;
use nn_core::loss::{Classes, Form, Loss, LossOn, Values};
use nn_core::prelude::*;
use serde_json::Value;

network! { struct Xor<T: Scalar> { input: [T; 2], a: Dense(4), Sigmoid, b: Dense(1), Sigmoid } }
network! { struct Classifier<T: Scalar> { input: [T; 4], a: Dense(8), Relu, b: Dense(6), Relu, c: Dense(3) } }
network! { struct Regression<T: Scalar> { input: [T; 3], a: Dense(7), Tanh, b: Dense(2) } }
network! { struct Mixed<T: Scalar> { input: [T; 5], a: Dense(8), Gelu, b: Dense(7), Silu, c: Dense(6), Elu, d: Dense(2) } }
network! { struct Binary<T: Scalar> { input: [T; 6], a: Dense(9), LeakyRelu(slope = 0.1), b: Dense(5, bias = false), Softplus, c: Dense(1) } }
network! {
    struct Shortcuts<T: Scalar> {
        input:  [T; 4],
        a:      Dense(6),
        Relu,
        first:  Residual { up: Dense(5), Relu, down: Dense(6) },
        second: Residual { up: Dense(4), GeluTanh, down: Dense(6) },
        b:      Dense(3),
    }
}
network! {
    struct Autoencoder<T: Scalar> {
        input:   [T; 8],
        encoder: Chain { squeeze: Dense(4), Tanh, latent: Dense(2), Identity },
        decoder: Chain { widen: Dense(4), Mish, rebuilt: Dense(8) },
        Sigmoid,
        output:  [T; 8],
    }
}

network! {
    struct Convolutional<T: Scalar> {
        input: [T; (8, 8, 1)],
        a:     Conv2d(3, kernel = 3, padding = Same),
        Relu,
        MaxPool2d(2),
        b:     Conv2d(4, kernel = 3),
        Tanh,
        Flatten,
        c:     Dense(5),
    }
}

network! { struct Remembers<T: Scalar> { input: [T; (5, 3)], a: Gru(4), LastStep, b: Dense(2) } }

network! { struct RowNormed<T: Scalar> { input: [T; 6], a: Dense(8), norm: LayerNorm, Selu, b: Dense(4) } }

network! { struct RemembersLong<T: Scalar> { input: [T; (5, 3)], a: Lstm(4), LastStep, b: Dense(3) } }

network! {
    struct Transformer<T: Scalar> {
        input: [T; (3, 4)],
        first: Residual { attention: Attention(2) },
        norm: LayerNorm,
        second: Residual { each: EachStep { up: Dense(8), GeluTanh, down: Dense(4) } },
        root: RmsNorm,
        GlobalAveragePool,
        out: Dense(3),
    }
}

/// A network on a record's batch.
struct Run<'a, N: Network> {
    record: &'a Value,
    net: N,
    rows: usize,
}

/// What one pass over the batch gives.
struct Pass<N: Network> {
    output: Vec<f64>,
    loss: f64,
    gradients: N::Gradients,
    grad_input: Vec<f64>,
}

/// A loss on one row: number of the row, form, outputs, gradient.
type Row<'a, T> = &'a dyn Fn(usize, Form, &[T], &mut [T]) -> T;

impl<'a, N: Network> Run<'a, N>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    fn new(record: &'a Value) -> Self {
        let mut net = N::ZERO;
        set(&mut net, &in_order(&record["params"]));
        Self { record, net, rows: common::shape(&record["input"])[0] }
    }

    /// There and back, without the head where the loss takes its place; the loss of a batch is the mean of its rows.
    fn pass<L: LossOn<N::Head>>(&self, row: Row<N::Scalar>) -> Pass<N> {
        let x = numbers(&self.record["input"]);
        let mut pass = Pass { output: Vec::new(), loss: 0.0, gradients: N::gradients(), grad_input: Vec::new() };
        let share = N::Scalar::of(1.0 / self.rows as f64);
        for (at, x) in x.chunks(x.len() / self.rows).enumerate() {
            let x = [Input::<N>::of(x)];
            let [mut out, mut grad] = [[Output::<N>::ZERO]; 2];
            let mut tape = N::Tape::<1>::ZERO;
            let (net, random) = (&self.net, &mut Random::new(1));
            net.record_rows(&x, &mut out, &mut tape, random);
            if !L::FUSED {
                N::Head::apply::<N::Scalar, _, 1>(&mut out);
            }
            let (mut outputs, mut gradient) = (Vec::new(), Vec::new());
            out.each(&mut |out| outputs.push(*out));
            gradient.resize(outputs.len(), N::Scalar::default());
            pass.loss += row(at, L::FORM, &outputs, &mut gradient).as_f64() / self.rows as f64;
            pass.output.extend(net.forward(&x[0]).numbers());
            let mut gradient = gradient.into_iter();
            grad.each(&mut |grad| *grad = share * gradient.next().unwrap_or(N::Scalar::of(f64::NAN)));
            let (seen, mut grad_x) = (Seen { x: &x, out: &out, tape: &tape }, [Input::<N>::ZERO]);
            if !L::FUSED {
                N::Head::back::<N::Scalar, _, _, 1>(&out, &mut grad);
            }
            net.backward_rows(seen, &mut grad, Some(&mut pass.gradients), Some(&mut grad_x));
            pass.grad_input.extend(grad_x.numbers());
        }
        pass
    }

    /// Five steps; what is wrong with the losses on the way, and with the parameters at the end.
    fn train<L: LossOn<N::Head>>(
        mut self,
        what: &str,
        mut optimizer: impl Optimizer<N>,
        row: Row<N::Scalar>,
        tolerance: Tolerance,
    ) -> Option<String> {
        let mut losses = Vec::new();
        for _ in 0..5 {
            let pass = self.pass::<L>(row);
            losses.push(pass.loss);
            optimizer.step(&mut self.net, &pass.gradients);
        }
        losses.push(self.pass::<L>(row).loss);
        let want = &self.record[what];
        let (mut got, params) = (get(&self.net), in_order(&want["params"]));
        // A gradient that is zero is rounding, of which Adam makes steps as large as any; nothing else feels them.
        if what == "adam" && N::Scalar::NAME == "f32" && !self.record["params_with_zero_gradient"].is_null() {
            let gradients = in_order(&self.record["grads"]);
            for ((got, &want), _) in got.iter_mut().zip(&params).zip(gradients).filter(|(_, grad)| grad.abs() < 1e-12) {
                *got = want;
            }
        }
        difference(&losses, &numbers(&want["losses"]), tolerance)
            .or_else(|| difference(&got, &params, tolerance))
            .map(|problem| format!("after {what}: {problem}"))
    }
}

/// Everything a record says about a network and a loss.
fn held<N: Network, L: LossOn<N::Head>>(record: &Value, row: Row<N::Scalar>) -> Option<String>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    let double = N::Scalar::NAME == "f64";
    let near = |f64, f32| if double { f64 } else { f32 };
    let tolerance = Tolerance { abs: near(1e-11, 1e-5), rel: near(1e-9, 1e-5) };
    let trained = Tolerance { abs: near(1e-10, 1e-4), rel: near(1e-8, 1e-4) };
    // Adam divides by the size of the gradient, and so makes rounding large where gradients are tiny.
    let tiny = record["smallest_nonzero_gradient"].as_f64().expect("a number") < 1e-6;
    let by_adam = if tiny && !double { Tolerance { abs: 1e-3, rel: 1e-3 } } else { trained };
    assert_eq!(record["parameter_count"].as_u64(), Some(N::PARAMETERS as u64));

    let pass = Run::<N>::new(record).pass::<L>(row);
    let gradients: Vec<f64> = pass.gradients.as_slice().iter().map(|gradient| gradient.as_f64()).collect();
    let compare = |what: &str, got: &[f64], want: Vec<f64>| {
        difference(got, &want, tolerance).map(|problem| format!("{what}: {problem}"))
    };
    let rate = |what: &str| N::Scalar::of(record[what]["lr"].as_f64().expect("a learning rate"));
    compare("output", &pass.output, numbers(&record["output"]))
        .or_else(|| compare("loss", &[pass.loss], numbers(&record["loss"])))
        .or_else(|| compare("gradients", &gradients, in_order(&record["grads"])))
        .or_else(|| compare("gradient of the input", &pass.grad_input, numbers(&record["grad_input"])))
        .or_else(|| Run::new(record).train::<L>("sgd", Sgd::<N>::new(rate("sgd")), row, trained))
        .or_else(|| Run::new(record).train::<L>("adam", Adam::<N>::new(rate("adam")), row, by_adam))
        .map(|problem| format!("{} in {}", problem, N::Scalar::NAME))
}

/// A loss whose targets are values.
fn on_values<N: Network, L: LossOn<N::Head> + Loss<N::Scalar, Values>>(loss: L, record: &Value) -> Option<String>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    let target: Vec<_> = numbers(&record["target"]).into_iter().map(N::Scalar::of).collect();
    held::<N, L>(record, &|at, form, outputs, gradient| {
        loss.row(form, outputs, &target[at * outputs.len()..][..outputs.len()], gradient)
    })
}

/// A loss whose targets are classes.
fn on_classes<N: Network, L: LossOn<N::Head> + Loss<N::Scalar, Classes>>(loss: L, record: &Value) -> Option<String>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    let target = numbers(&record["target"]);
    held::<N, L>(record, &|at, form, outputs, gradient| loss.row(form, outputs, target[at] as usize, gradient))
}

#[test]
fn networks() {
    let (_, records) = golden("networks.json");
    let mut ledger = Ledger::default();
    for record in &records {
        macro_rules! both {
            ($on:ident, $net:ident, $loss:expr, $called:literal) => {{
                both!(@ record $on, $net, $loss, $called)
            }};
            ($on:ident, $net:ident, $loss:expr, $called:literal; $arranged:expr) => {{
                let record = &$arranged;
                both!(@ record $on, $net, $loss, $called)
            }};
            (@ $record:ident $on:ident, $net:ident, $loss:expr, $called:literal) => {{
                assert_eq!(text($record, "loss_function"), $called);
                $on::<$net<f64>, _>($loss, $record).or_else(|| $on::<$net<f32>, _>($loss, $record))
            }};
        }
        let problem = match text(record, "name") {
            "xor mlp, sigmoid" => both!(on_values, Xor, MeanSquaredError, "mse"),
            "classifier mlp, relu, two hidden layers" => {
                both!(on_classes, Classifier, CrossEntropy, "softmax_cross_entropy")
            }
            "regression mlp, tanh" => both!(on_values, Regression, MeanSquaredError, "mse"),
            "mixed activations: gelu (exact), silu, elu" => both!(on_values, Mixed, Huber::new(1.0), "huber_delta_1"),
            "binary classifier: leaky relu, softplus, one logit" => {
                both!(on_values, Binary, BinaryCrossEntropy, "bce_with_logits")
            }
            "layer norm and selu" => {
                both!(on_classes, RowNormed, CrossEntropy, "softmax_cross_entropy"; normalised(record))
            }
            "residual mlp" => both!(on_classes, Shortcuts, CrossEntropy, "softmax_cross_entropy"),
            "autoencoder 8-4-2-4-8" => both!(on_values, Autoencoder, BinaryCrossEntropy, "bce"),
            "convolutional network: conv same, max pool, conv valid" => {
                let arranged = behind_flatten(&channels_last(record), "6.W", [4, 2, 2]);
                both!(on_classes, Convolutional, CrossEntropy, "softmax_cross_entropy"; arranged)
            }
            "gru (reset after), regression on the last state" => {
                both!(on_values, Remembers, MeanSquaredError, "mse"; recurrent(record, false))
            }
            "lstm classifier" => {
                both!(on_classes, RemembersLong, CrossEntropy, "softmax_cross_entropy"; gated(record))
            }
            "transformer block: attention, layer norm, mlp" => {
                let arranged = attended(&normalised(record));
                both!(on_classes, Transformer, CrossEntropy, "softmax_cross_entropy"; arranged)
            }
            "gru (reset before), regression on the last state" => {
                ledger.not_ours("gru (reset before)");
                continue;
            }
            // Normalisation, convolution, recurrence, embedding and attention.
            _ => {
                ledger.waiting();
                continue;
            }
        };
        ledger.compared(text(record, "name"), problem);
    }
    ledger.close("networks.json", records.len());
}
