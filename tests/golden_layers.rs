//! Single layers against `layers.json`: outputs, and gradients of inputs and of every parameter, in both scalars.

mod common;

use common::arrange::{attended, channels_last, gated, normalised, recurrent};
use common::{Ledger, Numbers, Tolerance, difference, golden, in_order, numbers, set, text};
use nn_core::Plain;
use nn_core::layer::{Dropout, Gru, Lstm, LstmState, Rnn};
use nn_core::prelude::*;
use serde_json::Value;

network! { struct Biased<T: Scalar, const N: usize, const OUT: usize> { input: [T; N], only: Dense(OUT) } }
network! { struct Unbiased<T: Scalar, const N: usize, const OUT: usize> { input: [T; N], only: Dense(OUT, bias = false) } }
network! { struct Around<T: Scalar> { input: [T; 4], block: Residual { up: Dense(5), Relu, down: Dense(4) } } }
network! { struct Straight<T: Scalar> { input: [T; 4], block: Residual { inner: Dense(4) }, Relu } }
network! { struct Flat<T: Scalar> { input: [T; (3, 4, 3)], Flatten } }
network! { struct Rows<T: Scalar> { input: [T; 4], Softmax } }
network! { struct Sloped<T: Scalar> { input: [T; 5], only: Prelu } }
network! { struct Standard<T: Scalar> { input: [T; 5], only: Standardize } }
network! { struct Forgets<T: Scalar> { input: [T; 4], Dropout(0.5) } }

network! { struct Valid<T: Scalar> { input: [T; (5, 5, 2)], only: Conv2d(3, kernel = 3) } }
network! { struct Same<T: Scalar> { input: [T; (4, 5, 1)], only: Conv2d(2, kernel = 3, padding = Same) } }
network! { struct SameStride<T: Scalar> { input: [T; (6, 6, 2)], only: Conv2d(2, kernel = 3, stride = 2, padding = Same) } }
network! { struct Explicit<T: Scalar> { input: [T; (6, 6, 2)], only: Conv2d(2, kernel = 3, stride = 2, padding = 1) } }
network! { struct NotSquare<T: Scalar> { input: [T; (6, 7, 2)], only: Conv2d(2, kernel = (3, 2), stride = (2, 1)) } }
network! { struct Dilated<T: Scalar> { input: [T; (7, 7, 1)], only: Conv2d(2, kernel = 3, dilation = 2) } }
network! { struct OneByOne<T: Scalar> { input: [T; (2, 3, 3)], only: Conv2d(2, kernel = 1) } }
network! { struct WholeImage<T: Scalar> { input: [T; (3, 3, 2)], only: Conv2d(4, kernel = 3) } }
network! { struct ValidLast<T: Scalar> { input: [T; (4, 5, 2)], only: Conv2d(3, kernel = 3) } }
network! { struct SameLast<T: Scalar> { input: [T; (5, 6, 2)], only: Conv2d(2, kernel = 3, stride = 2, padding = Same) } }
network! { struct Depthwise<T: Scalar> { input: [T; (5, 4, 3)], only: DepthwiseConv2d(3, padding = Same) } }
network! { struct Doubles<T: Scalar> { input: [T; (4, 4, 2)], only: DepthwiseConv2d(3, multiplier = 2, bias = false) } }
network! { struct Valid1d<T: Scalar> { input: [T; (8, 2)], only: Conv1d(3, kernel = 3) } }
network! { struct SameEven1d<T: Scalar> { input: [T; (7, 2)], only: Conv1d(2, kernel = 4, padding = Same) } }
network! { struct SameStride1d<T: Scalar> { input: [T; (8, 1)], only: Conv1d(2, kernel = 3, stride = 2, padding = Same) } }
network! { struct Stride1d<T: Scalar> { input: [T; (11, 3)], only: Conv1d(2, kernel = 3, stride = 3) } }
network! { struct Dilated1d<T: Scalar> { input: [T; (9, 2)], only: Conv1d(2, kernel = 3, dilation = 2) } }
network! { struct Causal1d<T: Scalar> { input: [T; (6, 2)], only: Conv1d(2, kernel = 3, dilation = 2, padding = Causal) } }
network! { struct SameLast1d<T: Scalar> { input: [T; (6, 3)], only: Conv1d(2, kernel = 3, padding = Same) } }
network! { struct Pool1d<T: Scalar> { input: [T; (9, 2)], MaxPool1d(3, stride = 2) } }
network! { struct Mean1d<T: Scalar> { input: [T; (6, 3)], AveragePool1d(2) } }
network! { struct Pool<T: Scalar> { input: [T; (4, 6, 2)], MaxPool2d(2) } }
network! { struct PoolOdd<T: Scalar> { input: [T; (5, 5, 2)], MaxPool2d(2) } }
network! { struct PoolOverlap<T: Scalar> { input: [T; (5, 5, 1)], MaxPool2d(3, stride = 1) } }
network! { struct PoolPadded<T: Scalar> { input: [T; (5, 5, 2)], MaxPool2d(3, stride = 2, padding = 1) } }
network! { struct PoolSame<T: Scalar> { input: [T; (5, 5, 1)], MaxPool2d(2, padding = Same) } }
network! { struct Mean<T: Scalar> { input: [T; (4, 4, 2)], AveragePool2d(2) } }
network! { struct MeanPadded<T: Scalar> { input: [T; (5, 5, 1)], AveragePool2d(3, stride = 2, padding = 1) } }
network! { struct MeanOverlap<T: Scalar> { input: [T; (4, 5, 1)], AveragePool2d(3, stride = 1) } }
network! { struct GruAfter<T: Scalar> { input: [T; (4, 3)], only: Gru(4), LastStep } }
network! { struct GruBefore<T: Scalar> { input: [T; (4, 3)], only: Gru(4, reset = Before), LastStep } }
network! { struct Simple<T: Scalar> { input: [T; (4, 3)], only: Rnn(4), LastStep } }
network! { struct Attends<T: Scalar> { input: [T; (4, 6)], only: Attention(2) } }
network! { struct LooksBack<T: Scalar> { input: [T; (4, 6)], only: Attention(2, causal = true) } }
network! { struct AttendsAlone<T: Scalar> { input: [T; (3, 4)], only: Attention(1) } }
network! { struct Gated<T: Scalar> { input: [T; (4, 3)], only: Lstm(4), LastStep } }
network! { #[batch(5)] struct Normed<T: Scalar> { input: [T; 3], only: BatchNorm } }
network! { #[batch(2)] struct NormedImage<T: Scalar> { input: [T; (2, 3, 3)], only: BatchNorm } }
network! { struct StillNormed<T: Scalar> { input: [T; 3], #[frozen] only: BatchNorm } }
network! { struct StillNormedImage<T: Scalar> { input: [T; (2, 3, 3)], #[frozen] only: BatchNorm } }
network! { struct RowNormed<T: Scalar> { input: [T; 6], only: LayerNorm } }
network! { struct RowNormedWhole<T: Scalar> { input: [T; 12], only: LayerNorm } }
network! { struct RowNormedSeries<T: Scalar> { input: [T; (3, 4)], only: LayerNorm } }
network! { struct RootNormed<T: Scalar> { input: [T; 5], only: RmsNorm } }
network! { struct RootNormedSeries<T: Scalar> { input: [T; (3, 4)], only: RmsNorm } }
network! { struct Grouped<T: Scalar> { input: [T; (2, 3, 4)], only: GroupNorm(2) } }
network! { struct Average2d<T: Scalar> { input: [T; (3, 4, 3)], GlobalAveragePool } }
network! { struct Largest<T: Scalar> { input: [T; (3, 4, 3)], GlobalMaxPool } }
network! { struct Average1d<T: Scalar> { input: [T; (3, 3)], GlobalAveragePool } }

fn tolerance<T: Scalar>() -> Tolerance {
    match T::NAME {
        "f64" => Tolerance { abs: 1e-11, rel: 1e-9 },
        _ => Tolerance { abs: 1e-5, rel: 1e-5 },
    }
}

fn same<T: Scalar>(what: &str, got: &[f64], want: &[f64]) -> Option<String> {
    difference(got, want, tolerance::<T>()).map(|problem| format!("{what} in {}: {problem}", T::NAME))
}

/// Runs the rows of a record there and back. `arrange` puts an example of the record in our order.
fn held<N: Network<Batch = AnySize>>(record: &Value, arrange: fn(&[f64]) -> Vec<f64>) -> Option<String>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    let mut net = N::ZERO;
    set(&mut net, &in_order(&record["params"]));
    let (x, upstream) = (numbers(&record["inputs"]["x"]), numbers(&record["upstream"]));
    let rows = common::shape(&record["inputs"]["x"])[0];
    let (mut tape, mut gradients) = (Tape::<N>::default(), N::gradients());
    let (mut output, mut grad_x, mut want_x) = (Vec::new(), Vec::new(), Vec::new());
    let examples = x.chunks(x.len() / rows).zip(upstream.chunks(upstream.len() / rows));
    for (row, (x, upstream)) in examples.enumerate() {
        let x = Input::<N>::of(&arrange(x));
        let recorded = net.record(&x, &mut tape).numbers();
        if recorded != net.forward(&x).numbers() {
            return Some(format!("row {row}: recording changes the output"));
        }
        output.extend(recorded);
        grad_x.extend(net.backward(&tape, &Output::<N>::of(upstream), &mut gradients).numbers());
    }
    let golden_x = numbers(&record["grads"]["x"]);
    golden_x.chunks(golden_x.len() / rows).for_each(|row| want_x.extend(arrange(row)));
    let gradients: Vec<f64> = gradients.as_slice().iter().map(|gradient| gradient.as_f64()).collect();
    same::<N::Scalar>("output", &output, &numbers(&record["output"]))
        .or_else(|| same::<N::Scalar>("parameters", &gradients, &in_order(&record["grads"])))
        .or_else(|| same::<N::Scalar>("input", &grad_x, &want_x))
}

/// Values of a record as scale, shift, mean and variance.
fn moments(record: &Value, [scale, shift]: [&Value; 2], [mean, variance]: [&str; 2]) -> Vec<f64> {
    [numbers(scale), numbers(shift), numbers(&record[mean]), numbers(&record[variance])].concat()
}

/// Runs all rows of a record there and back together, and averages their statistics.
fn together<N: Network, const ROWS: usize>(record: &Value) -> Option<String>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    let mut net = N::ZERO;
    let trained = [&record["params"]["gamma"], &record["params"]["beta"]];
    set(&mut net, &moments(record, trained, ["running_mean_before", "running_var_before"]));
    let (x, upstream) = (numbers(&record["inputs"]["x"]), numbers(&record["upstream"]));
    let x = std::array::from_fn::<_, ROWS, _>(|row| Input::<N>::of(x.chunks(x.len() / ROWS).nth(row).unwrap()));
    let mut grad = std::array::from_fn::<_, ROWS, _>(|row| {
        Output::<N>::of(upstream.chunks(upstream.len() / ROWS).nth(row).unwrap())
    });
    let (mut out, mut tape, mut grad_x) = (Plain::ZERO, Plain::ZERO, Plain::ZERO);
    let mut gradients = N::gradients();
    net.record_rows::<ROWS>(&x, &mut out, &mut tape, &mut Random::new(1));
    net.backward_rows(Seen { x: &x, out: &out, tape: &tape }, &mut grad, Some(&mut gradients), Some(&mut grad_x));
    net.update_statistics::<ROWS>(&tape);
    let gradients: Vec<f64> = gradients.as_slice().iter().map(|gradient| gradient.as_f64()).collect();
    let (grads, after) = (&record["grads"], ["running_mean_after", "running_var_after_unbiased"]);
    same::<N::Scalar>("output", &out.numbers(), &numbers(&record["output"]))
        .or_else(|| {
            same::<N::Scalar>("parameters", &gradients, &[numbers(&grads["gamma"]), numbers(&grads["beta"])].concat())
        })
        .or_else(|| same::<N::Scalar>("input", &grad_x.numbers(), &numbers(&grads["x"])))
        .or_else(|| same::<N::Scalar>("averages", &common::get(&net), &moments(record, trained, after)))
}

/// With averages that stay as they are; the gradients by scale and shift are never asked for then.
fn still<N: Network<Batch = AnySize>>(record: &Value) -> Option<String>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    let mut record = record.clone();
    let fixed = record["fixed"].clone();
    let params = record["params"].take();
    record["params"] = serde_json::json!({
        "1": params["gamma"], "2": params["beta"], "3": fixed["mean"], "4": fixed["var"],
    });
    let x = record["grads"]["x"].take();
    record["grads"] = serde_json::json!({ "x": x });
    held::<N>(&record, <[f64]>::to_vec)
}

/// An image of 3 × 3 × 4 values, channels first, with its channels last.
fn image_last(image: &[f64]) -> Vec<f64> {
    let at = |y: usize, x: usize, channel: usize| image[channel * 12 + y * 4 + x];
    (0..3).flat_map(|y| (0..4).flat_map(move |x| (0..3).map(move |channel| at(y, x, channel)))).collect()
}

/// Inverted dropout with the record's mask: with the first seed that draws it.
fn dropped<T: Scalar>(record: &Value) -> Option<String> {
    let dropout = Dropout { rate: record["config"]["p"].as_f64().expect("a rate") };
    let mask = numbers(&record["fixed"]["mask"]);
    let draws = |seed: &u64| {
        let mut ones = vec![T::one(); mask.len()];
        dropout.apply(&mut ones, *seed);
        ones.iter().zip(&mask).all(|(one, &kept)| (*one > T::zero()) == (kept > 0.0))
    };
    let Some(seed) = (0..1_000_000).find(draws) else { return Some("no seed draws the mask".to_string()) };
    let apply = |values: &Value| {
        let mut values: Vec<T> = numbers(values).into_iter().map(T::of).collect();
        dropout.apply(&mut values, seed);
        values.into_iter().map(T::as_f64).collect::<Vec<_>>()
    };
    same::<T>("output", &apply(&record["inputs"]["x"]), &numbers(&record["output"]))
        .or_else(|| same::<T>("input", &apply(&record["upstream"]), &numbers(&record["grads"]["x"])))
}

/// At inference nothing is forgotten (and there is no backward pass).
fn kept<T: Scalar>(record: &Value) -> Option<String>
where
    [T; 4]: Numbers<Scalar = T>,
{
    let x = numbers(&record["inputs"]["x"]);
    let output: Vec<f64> = x.chunks(4).flat_map(|x| Forgets::<T>::new(1).forward(&Numbers::of(x)).numbers()).collect();
    same::<T>("output", &output, &numbers(&record["output"]))
}

/// What a recurrent layer of four units gives that begins with the states of the record, `h0` and for some `c0`; how it learns is held from
/// zero.
fn from_state<L: Parameters<f64>>(record: &Value, step: impl Fn(&L, &[f64; 3], &mut [[f64; 4]; 2])) -> Option<String> {
    let (mut layer, mut parameters) = (L::ZERO, record["params"].clone());
    let mut start = |name: &str| {
        let tensor = parameters.as_object_mut().expect("named tensors").remove(name);
        tensor.map_or(vec![0.0; 8], |tensor| numbers(&tensor))
    };
    let starts = [start("h0"), start("c0")];
    let mut values = in_order(&parameters).into_iter();
    layer.visit_mut(&mut |_, slice: &mut [f64]| slice.fill_with(|| values.next().expect("as many parameters")));
    let (mut outputs, mut cells) = (Vec::new(), Vec::new());
    for (row, x) in numbers(&record["inputs"]["x"]).chunks(4 * 3).enumerate() {
        let mut state = [0, 1].map(|which: usize| Numbers::of(&starts[which][row * 4..][..4]));
        for x in x.chunks(3) {
            step(&layer, &Numbers::of(x), &mut state);
            outputs.extend(state[0]);
        }
        cells.extend(state[1]);
    }
    let last = &record["last_cell"];
    let of_cells = if last.is_null() { None } else { same::<f64>("cell", &cells, &numbers(last)) };
    same::<f64>("output", &outputs, &numbers(&record["output"])).or(of_cells)
}

/// The same of a layer that has one state.
fn from_one_state<L: Parameters<f64>>(record: &Value, step: fn(&L, &[f64; 3], &mut [f64; 4])) -> Option<String> {
    from_state::<L>(record, |layer, x, [state, _]| step(layer, x, state))
}

/// The same of an LSTM.
fn from_both_states(record: &Value) -> Option<String> {
    from_state::<Lstm<f64, Series<4, 3>, 4>>(record, |layer, x, state| {
        let [hidden, cell] = *state;
        let mut both = LstmState { hidden, cell };
        layer.step(x, &mut both);
        *state = [both.hidden, both.cell];
    })
}

#[test]
fn layers() {
    let (_, records) = golden("layers.json");
    let mut ledger = Ledger::default();
    for record in &records {
        macro_rules! both {
            ($net:ident $(, $size:literal)*) => { both!($net $(, $size)*; <[f64]>::to_vec) };
            ($net:ident $(, $size:literal)*; $arrange:expr) => {
                held::<$net<f64 $(, $size)*>>(record, $arrange).or_else(|| held::<$net<f32 $(, $size)*>>(record, $arrange))
            };
        }
        macro_rules! arranged {
            ($net:ident, $record:expr) => {{
                let record = &$record;
                held::<$net<f64>>(record, <[f64]>::to_vec).or_else(|| held::<$net<f32>>(record, <[f64]>::to_vec))
            }};
        }
        macro_rules! image {
            ($net:ident) => {
                arranged!($net, channels_last(record))
            };
        }
        let what = format!("{} | {}", text(record, "layer"), text(record, "case"));
        let problem = match what.as_str() {
            "dense | batch 3" => both!(Biased, 4, 5),
            "dense | batch 1" => both!(Biased, 6, 2),
            "dense | no bias" => both!(Unbiased, 3, 3),
            "dense | one output" => both!(Biased, 2, 1),
            "residual | x + dense(relu(dense(x)))" => both!(Around),
            "residual | relu(x + dense(x))" => both!(Straight),
            "softmax | rows" => both!(Rows),
            "conv2d | valid 3x3" => image!(Valid),
            "conv2d | same 3x3" => image!(Same),
            "conv2d | same 3x3 stride 2, even size (asymmetric)" => image!(SameStride),
            "conv2d | explicit pad 1 stride 2, even size (symmetric)" => image!(Explicit),
            "conv2d | non-square kernel and stride" => image!(NotSquare),
            "conv2d | dilation 2" => image!(Dilated),
            "conv2d | 1x1" => image!(OneByOne),
            "conv2d | kernel as large as the input" => image!(WholeImage),
            "conv2d | channels last, valid" => image!(ValidLast),
            "conv2d | channels last, same stride 2" => image!(SameLast),
            "conv2d | depthwise" => image!(Depthwise),
            "conv2d | depthwise, multiplier 2, no bias" => image!(Doubles),
            "conv2d | groups 2" => {
                ledger.waiting();
                continue;
            }
            "conv1d | valid" => image!(Valid1d),
            "conv1d | same, even kernel" => image!(SameEven1d),
            "conv1d | same, stride 2 (padding before < after)" => image!(SameStride1d),
            "conv1d | stride 3 valid" => image!(Stride1d),
            "conv1d | dilation 2" => image!(Dilated1d),
            "conv1d | causal dilation 2" => image!(Causal1d),
            "conv1d | channels last, same" => image!(SameLast1d),
            "maxpool1d | k3 s2" => image!(Pool1d),
            "avgpool1d | k2 s2" => image!(Mean1d),
            "maxpool2d | 2x2 stride 2" => image!(Pool),
            "maxpool2d | 2x2 stride 2, odd size (last row and column dropped)" => image!(PoolOdd),
            "maxpool2d | 3x3 stride 1 (overlap)" => image!(PoolOverlap),
            "maxpool2d | 3x3 stride 2 pad 1" => image!(PoolPadded),
            "maxpool2d | same 2x2 stride 2, odd size" => image!(PoolSame),
            "avgpool2d | 2x2 stride 2" => image!(Mean),
            "avgpool2d | 3x3 stride 2 pad 1, zeros not counted" => image!(MeanPadded),
            "avgpool2d | 3x3 stride 1 (overlap)" => image!(MeanOverlap),
            "avgpool2d | 3x3 stride 2 pad 1, zeros counted" => {
                ledger.not_ours("avgpool2d, zeros counted");
                continue;
            }
            "gru_reset_after | start state zero, last state only" => arranged!(GruAfter, recurrent(record, false)),
            "gru_reset_before | start state zero, last state only" => arranged!(GruBefore, recurrent(record, true)),
            "gru_reset_after | given start state" => {
                from_one_state(&recurrent(record, false), Gru::<f64, Series<4, 3>, 4>::step)
            }
            "gru_reset_before | given start state" => {
                from_one_state(&recurrent(record, true), Gru::<f64, Series<4, 3>, 4, 0>::step)
            }
            "simple_rnn | tanh, start state zero, last state only" => arranged!(Simple, recurrent(record, false)),
            "simple_rnn | tanh, given start state" => {
                from_one_state(&recurrent(record, false), Rnn::<f64, Series<4, 3>, 4>::step)
            }
            "simple_rnn | relu, given start state" => {
                from_one_state(&recurrent(record, false), Rnn::<f64, Series<4, 3>, 4, 1>::step)
            }
            "lstm | start state zero, last state only" => arranged!(Gated, gated(record)),
            "lstm | given start state" => from_both_states(&gated(record)),
            "multi_head_self_attention | 2 heads" => arranged!(Attends, attended(record)),
            "multi_head_self_attention | 2 heads, causal" => arranged!(LooksBack, attended(record)),
            "multi_head_self_attention | 1 head, batch 2" => arranged!(AttendsAlone, attended(record)),
            "batchnorm | 1d, training" => {
                together::<Normed<f64>, 5>(record).or_else(|| together::<Normed<f32>, 5>(record))
            }
            "batchnorm | 2d, training" => {
                let record = &channels_last(record);
                together::<NormedImage<f64>, 2>(record).or_else(|| together::<NormedImage<f32>, 2>(record))
            }
            "batchnorm | 1d, inference" => {
                still::<StillNormed<f64>>(record).or_else(|| still::<StillNormed<f32>>(record))
            }
            "batchnorm | 2d, inference" => {
                let record = &channels_last(record);
                still::<StillNormedImage<f64>>(record).or_else(|| still::<StillNormedImage<f32>>(record))
            }
            "layernorm | last axis" => arranged!(RowNormed, normalised(record)),
            "layernorm | last axis of a sequence" => arranged!(RowNormedSeries, normalised(record)),
            // Of all values of an image in a row.
            "layernorm | last three axes" => arranged!(RowNormedWhole, normalised(record)),
            "rmsnorm | vector rows" => arranged!(RootNormed, normalised(record)),
            "rmsnorm | sequence" => arranged!(RootNormedSeries, normalised(record)),
            "groupnorm | 2 groups" => arranged!(Grouped, normalised(&channels_last(record))),
            "global_avg_pool | 2d" => image!(Average2d),
            "global_avg_pool | 1d" => image!(Average1d),
            "global_max_pool | 2d" => image!(Largest),
            "flatten | 2d, channels first data flattened in channels last order" => both!(Flat; image_last),
            "flatten | 2d" => {
                ledger.not_ours("flatten, channels first");
                continue;
            }
            "dropout | training, given mask" => dropped::<f64>(record).or_else(|| dropped::<f32>(record)),
            "dropout | inference" => kept::<f64>(record).or_else(|| kept::<f32>(record)),
            _ => {
                assert!(
                    ![
                        "batchnorm",
                        "dense",
                        "residual",
                        "softmax",
                        "flatten",
                        "dropout",
                        "conv1d",
                        "conv2d",
                        "maxpool1d",
                        "maxpool2d",
                        "avgpool1d",
                        "avgpool2d",
                        "global_avg_pool",
                        "global_max_pool",
                        "gru_reset_after",
                        "gru_reset_before",
                        "simple_rnn",
                        "lstm",
                        "layernorm",
                        "rmsnorm",
                        "groupnorm",
                        "multi_head_self_attention"
                    ]
                    .contains(&text(record, "layer")),
                    "{what} is not compared"
                );
                ledger.waiting();
                continue;
            }
        };
        ledger.compared(&what, problem);
    }
    ledger.close("layers.json", records.len());
}

/// Layers with numbers for every value.
#[test]
fn value_layers() {
    let (_, records) = golden("value_layers.json");
    let mut ledger = Ledger::default();
    for record in &records {
        let problem = match text(record, "layer") {
            "prelu" => {
                held::<Sloped<f64>>(record, <[f64]>::to_vec).or_else(|| held::<Sloped<f32>>(record, <[f64]>::to_vec))
            }
            "standardize" => held::<Standard<f64>>(record, <[f64]>::to_vec)
                .or_else(|| held::<Standard<f32>>(record, <[f64]>::to_vec)),
            other => panic!("{other} is not compared"),
        };
        ledger.compared(text(record, "case"), problem);
    }
    ledger.close("value_layers.json", records.len());
}
