//! Small inputs with right answers on which other libraries went wrong. Each has a test of its name here, a place elsewhere, or a reason.

mod common;

use common::arrange::transposed;
use common::{Numbers, Tolerance, difference, numbers, set};
use nn_core::prelude::*;
use serde_json::Value;

/// Cases that are held by tests on what they are about: the file, and words that stand there.
const ELSEWHERE: [(&str, &str, &str); 15] = [
    ("bce_target_outside_0_1", "tests/refusals.rs", "fn binary_targets_are_between_0_and_1()"),
    ("cross_entropy_target_no_distribution", "tests/refusals.rs", "fn class_targets_are_distributions()"),
    (
        "finite_loss_infinite_gradient",
        "tests/refusals.rs",
        "fn a_finite_loss_with_an_infinite_gradient_moves_nothing()",
    ),
    ("hinge_labels_0_1", "tests/refusals.rs", "fn hinge_targets_are_signs()"),
    ("invalid_hyper_parameters", "tests/refusals.rs", "fn every_setting_of_every_optimizer_has_a_range()"),
    ("invalid_hyper_parameters", "tests/refusals.rs", "fn settings_of_losses_and_of_the_trainer_have_ranges()"),
    ("learning_rate_set_by_hand", "tests/refusals.rs", "fn a_rate_set_by_hand_is_the_one_that_is_taken()"),
    ("nan_in_validation_rows", "tests/fit.rs", "fn a_validation_row_that_is_no_number_is_named()"),
    ("r_squared_large_mean", "tests/reports.rs", "fn r_squared_of_large_and_of_constant_targets()"),
    ("softmax_over_one_output", "tests/ui/head/softmax_over_one.stderr", "`Softmax` over one output is always 1"),
    ("softmax_twice", "tests/ui/head/softmax_twice.stderr", "`Softmax` stands behind `Softmax`"),
    ("softmax_twice", "tests/ui/head/softmax_after_sigmoid.stderr", "`Softmax` stands behind `Sigmoid`"),
    ("standardize_large_mean", "nn-core/src/layer/standardize.rs", "fit(&pressures)"),
    ("standardize_small_scale", "nn-core/src/layer/standardize.rs", "fit(&volts)"),
    ("validation_share", "tests/fit.rs", "fn a_share_is_the_nearest_number_of_rows()"),
];

/// Cases about what the library does not have.
const NOT_YET: [(&str, &str); 10] = [
    ("int8_add_residual", "no int8"),
    ("int8_conv_same_padding_zero_point", "no int8"),
    ("int8_dense_per_channel_narrow", "no int8"),
    ("int8_quantize_input", "no int8"),
    ("int8_requantize_single_and_double_rounding", "no int8"),
    ("int8_softmax", "no int8"),
    ("lstm_two_layers_all_tensors_used", "no files of others are read"),
    ("onnx_gemm_attributes", "no ONNX"),
    ("onnx_softmax_opset", "no ONNX"),
    ("safetensors_headers", "no safetensors"),
];

/// What stands at a path below the workspace.
fn read(path: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The numbers of a case.
fn case(name: &str) -> Value {
    serde_json::from_str(&read(&format!("tests/data/cases/{name}.json"))).expect("JSON")
}

#[test]
fn every_case_has_its_place() {
    let (names, tests) = (read("tests/data/cases/names.txt"), read("tests/cases.rs"));
    let names: Vec<&str> = names.lines().collect();
    for name in &names {
        let here = tests.contains(&format!("#[test]\nfn {name}() "));
        let elsewhere = ELSEWHERE.iter().any(|(case, ..)| case == name);
        let not_yet = NOT_YET.iter().any(|(case, _)| case == name);
        let places = [here, elsewhere, not_yet].into_iter().filter(|&is_there| is_there).count();
        assert_eq!(places, 1, "`{name}`: a test of this name, a line of ELSEWHERE or one of NOT_YET");
    }
    for (name, path, words) in ELSEWHERE {
        assert!(names.contains(&name) && read(path).contains(words), "`{name}`: {path} has no `{words}`");
    }
    for (name, why) in NOT_YET {
        assert!(names.contains(&name), "`{name}`, {why}: no such case");
    }
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cases")).expect("a folder") {
        let file = file.expect("a file").file_name().into_string().expect("a name");
        let named = file.strip_suffix(".json").is_some_and(|name| names.contains(&name));
        assert!(named || file == "names.txt", "tests/data/cases/{file} belongs to no case");
    }
}

/// The outputs of a network with these parameters, which are the same alone, in blocks of rows and while recording.
fn outputs<N: Network<Batch = AnySize>>(parameters: &[f64], x: &[f64]) -> Vec<f64>
where
    Input<N>: Numbers<Scalar = N::Scalar>,
    Output<N>: Numbers<Scalar = N::Scalar>,
{
    let (mut net, x) = (N::ZERO, Input::<N>::of(x));
    set(&mut net, parameters);
    let alone = net.forward(&x).numbers();
    assert_eq!(net.record(&x, &mut Tape::<N>::default()).numbers(), alone, "recorded");
    let mut together = vec![Output::<N>::of(&vec![f64::NAN; alone.len()]); 41];
    net.forward_batch(&[x; 41], &mut together);
    together.into_iter().for_each(|row| assert_eq!(row.numbers(), alone, "in blocks"));
    alone
}

/// Asserts that a network gives just these numbers, in both scalars.
macro_rules! gives {
    ($net:ident, $parameters:expr, $x:expr, $want:expr) => {
        gives!($net, $parameters, $x, $want, 0.0, 0.0)
    };
    ($net:ident, $parameters:expr, $x:expr, $want:expr, $single:expr, $double:expr) => {{
        let (parameters, x, want): (&[f64], &[f64], &[f64]) = (&$parameters, &$x, &$want);
        let close = |abs| Tolerance { abs, rel: 0.0 };
        assert_eq!(difference(&outputs::<$net<f32>>(parameters, x), want, close($single)), None, "f32");
        assert_eq!(difference(&outputs::<$net<f64>>(parameters, x), want, close($double)), None, "f64");
    }};
}

network! { struct Correlates<T: Scalar> { input: [T; (6, 1)], only: Conv1d(1, kernel = 3, bias = false) } }

/// Kernels are not turned round.
#[test]
fn conv1d_is_cross_correlation() {
    gives!(Correlates, [1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [14.0, 20.0, 26.0, 32.0]);
}

network! { struct Layouts<T: Scalar> { input: [T; (4, 5, 2)], only: Conv2d(3, kernel = (2, 3), bias = false) } }

/// Images and kernels as PyTorch, Keras and TFLite write them, put in the order of ours.
#[test]
fn conv2d_layouts_oihw_hwio_ohwi() {
    let case = case("conv2d_layouts_oihw_hwio_ohwi");
    let (x, want) = (numbers(&transposed(&case["x_chw"], &[1, 2, 0])), numbers(&case["y_hwc"]));
    for (layout, axes) in [("w_oihw", [2, 3, 1, 0]), ("w_hwio", [0, 1, 2, 3]), ("w_ohwi", [1, 2, 3, 0])] {
        gives!(Layouts, numbers(&transposed(&case[layout], &axes)), x, want);
    }
}

network! { struct Triples<T: Scalar> { input: [T; (4, 4, 2)], only: DepthwiseConv2d(3, multiplier = 3, bias = false) } }

/// The outputs of a channel stand side by side, as Keras, TFLite and PyTorch have them.
#[test]
fn depthwise_multiplier_order() {
    let case = case("depthwise_multiplier_order");
    let (x, want) = (numbers(&case["x_hwc"]), numbers(&case["y_hwc"]));
    gives!(Triples, numbers(&case["w_hwcm"]), x, want);
    gives!(Triples, numbers(&transposed(&case["w_torch"], &[2, 3, 1, 0])), x, want);
}

/// A size that the declaration does not know.
const TWO: usize = 2;

network! { struct Ones<T: Scalar> { input: [T; (2, 2, 1)], only: Conv2d(1, kernel = 3, stride = 2, padding = Same, bias = false) } }
network! { struct OnesEach<T: Scalar> { input: [T; (2, 2, 1)], only: Conv2d(1, kernel = 3, stride = 2, padding = 1, bias = false) } }
network! { struct Even<T: Scalar> { input: [T; (6, 6, 2)], only: Conv2d(2, kernel = 3, stride = 2, padding = Same, bias = false) } }
network! { struct EvenLater<T: Scalar> { input: [T; (6, 6, 2)], only: Conv2d(2, kernel = 3, stride = TWO, padding = Same, bias = false) } }
network! { struct EvenEach<T: Scalar> { input: [T; (6, 6, 2)], only: Conv2d(2, kernel = 3, stride = 2, padding = 1, bias = false) } }
network! {
    struct Unequal<T: Scalar> {
        input: [T; (7, 5, 1)],
        only: Conv2d(1, kernel = (2, 4), stride = (3, 2), padding = Same, bias = false),
    }
}

/// `Same` pads less before than behind; as much on either side gives other numbers, and its outputs here have as many.
#[test]
fn conv2d_same_stride2_asymmetric() {
    let case = case("conv2d_same_stride2_asymmetric");
    let part = |image: &str, name: &str| numbers(&case[image][name]);
    macro_rules! image {
        ($net:ident, $image:literal, $want:literal) => {
            gives!($net, part($image, "w"), part($image, "x"), part($image, $want))
        };
    }
    image!(Ones, "ones_2x2", "same");
    image!(OnesEach, "ones_2x2", "one_each_side");
    image!(Even, "even_6x6", "same");
    image!(EvenLater, "even_6x6", "same");
    image!(EvenEach, "even_6x6", "one_each_side");
    image!(Unequal, "unequal_7x5", "same");
}

network! { struct Pool<T: Scalar> { input: [T; (4, 4, 1)], MaxPool2d(3, stride = 2, padding = Same) } }
network! {
    struct Behind<T: Scalar> {
        input: [T; (4, 4, 1)],
        only: Conv2d(1, kernel = 1, bias = false),
        MaxPool2d(3, stride = 2, padding = Same),
    }
}

/// Padding never is the largest, nor is it behind a convolution, with which pooling goes along.
#[test]
fn max_pool_padding_is_not_zero() {
    let x = [
        [-0.359375, -0.0625, -0.484375, -0.671875],
        [-0.8125, -0.03125, -0.265625, -0.0625],
        [-0.125, -0.78125, -0.21875, -0.328125],
        [-0.5, -0.078125, -0.390625, -0.421875],
    ];
    let want = [-0.03125, -0.0625, -0.078125, -0.21875];
    gives!(Pool, [], x.as_flattened(), want);
    gives!(Behind, [1.0], x.as_flattened(), want);
}

network! { struct Exact<T: Scalar> { input: [T; 7], Gelu } }
network! { struct Cheaper<T: Scalar> { input: [T; 7], GeluTanh } }

/// `Gelu` is the exact one, 17 millionths and more from the other.
#[test]
fn gelu_exact_or_tanh() {
    let x = [-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0];
    let exact = [
        -0.004_049_694_094_890_31,
        -0.158_655_253_931_457_07,
        -0.154_268_769_362_993_47,
        0.0,
        0.345_731_230_637_006_5,
        0.841_344_746_068_542_9,
        2.995_950_305_905_11,
    ];
    let tanh = [
        -0.003_637_392_081_772_994_3,
        -0.158_808_009_391_723_3,
        -0.154_285_990_174_856_06,
        0.0,
        0.345_714_009_825_143_94,
        0.841_191_990_608_276_8,
        2.996_362_607_918_227,
    ];
    gives!(Exact, [], x, exact, 1e-6, 1e-12);
    gives!(Cheaper, [], x, tanh, 1e-6, 1e-12);
}

network! { struct Sixth<T: Scalar> { input: [T; 12], HardSigmoid } }
network! { struct Fifth<T: Scalar> { input: [T; 12], HardSigmoid(slope = 0.2) } }

/// A slope of 1/6 as in PyTorch and Keras 3, or of 1/5 as in ONNX and earlier Keras.
#[test]
fn hard_sigmoid_two_definitions() {
    let x = [-4.0, -3.0, -2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.5, 2.9, 3.0, 4.0];
    let sixths = [0.0, 0.0, 0.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.5, 5.9, 6.0, 6.0];
    gives!(Sixth, [], x, sixths.map(|y| y / 6.0), 1e-6, 1e-12);
    gives!(Fifth, [], x, [0.0, 0.0, 0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0, 1.0, 1.0, 1.0], 1e-6, 1e-12);
}

network! { struct After<T: Scalar> { input: [T; (5, 3)], gru: Gru(2) } }
network! { struct Before<T: Scalar> { input: [T; (5, 3)], gru: Gru(2, reset = Before) } }

/// The gates of Keras (update, reset, candidate) for two units in the order of PyTorch and ours (reset, update, candidate).
fn gates(tensor: &Value) -> Vec<f64> {
    let turned = |row: &[f64]| [2, 3, 0, 1, 4, 5].map(|at| row[at]);
    numbers(tensor).chunks(6).flat_map(turned).collect()
}

#[test]
fn gru_reset_after_and_before() {
    let case = case("gru_reset_after_and_before");
    let x = numbers(&case["x"]);
    let turned = |name: &str| numbers(&transposed(&case["torch"][name], &[1, 0]));
    let bias = |name: &str| numbers(&case["torch"][name]);
    let torch = [turned("weight_ih"), turned("weight_hh"), bias("bias_ih"), bias("bias_hh")].concat();
    let keras =
        |layer: &str, bias: &str| ["kernel", "recurrent_kernel", bias].map(|name| gates(&case[layer][name])).concat();
    gives!(After, torch, x, numbers(&case["after"]), 2e-6, 1e-12);
    gives!(After, keras("keras_reset_after", "bias_2x3H"), x, numbers(&case["after"]), 2e-6, 1e-12);
    gives!(Before, keras("keras_reset_before", "bias_3H"), x, numbers(&case["before"]), 2e-6, 1e-12);
}

network! { struct Long<T: Scalar> { input: [T; (5, 3)], lstm: Lstm(2) } }

/// Of two units, what stands in the order of other gates in that of ours: input, forget, output, candidate.
fn of_gates(values: &[f64], order: [usize; 4]) -> Vec<f64> {
    let turned = |row: &[f64]| order.map(|at| [row[2 * at], row[2 * at + 1]]).as_flattened().to_vec();
    values.chunks(8).flat_map(turned).collect()
}

/// The parameters of [`Long`] as Keras writes them: i, f, c, o, one bias.
fn long(case: &Value) -> Vec<f64> {
    let keras = ["kernel", "recurrent_kernel", "bias"].map(|name| numbers(&case["keras"][name]));
    keras.iter().flat_map(|values| of_gates(values, [0, 1, 3, 2])).collect()
}

/// As PyTorch, Keras and ONNX write them: two biases are added, and ONNX has its gates in the order i, o, f, c.
#[test]
fn lstm_gate_orders() {
    let case = case("lstm_gate_orders");
    let (x, want) = (numbers(&case["x"]), numbers(&case["h"]));
    let added = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a + b).collect() };
    let named = |library: &str, names: [&str; 2]| names.map(|name| numbers(&transposed(&case[library][name], &[1, 0])));
    let turned = |parts: [Vec<f64>; 3], order| parts.map(|values| of_gates(&values, order)).concat();
    let torch = |name: &str| numbers(&case["torch"][name]);
    let [weight, recurrent] = named("torch", ["weight_ih", "weight_hh"]);
    let torch = turned([weight, recurrent, added(&torch("bias_ih"), &torch("bias_hh"))], [0, 1, 3, 2]);
    let [weight, recurrent] = named("onnx", ["W", "R"]);
    let bias = numbers(&case["onnx"]["B"]);
    let onnx = turned([weight, recurrent, added(&bias[..8], &bias[8..])], [0, 2, 1, 3]);
    gives!(Long, long(&case), x, want, 2e-6, 1e-12);
    gives!(Long, torch, x, want, 2e-6, 1e-12);
    gives!(Long, onnx, x, want, 2e-6, 1e-12);
    let (mut net, mut stream, mut cells) = (Long::<f64>::zeros(), Long::<f64>::stream(), Vec::new());
    set(&mut net, &torch);
    for frame in x.chunks(3) {
        net.step(&mut stream, &Numbers::of(frame));
        cells.extend(stream.lstm.cell);
    }
    assert_eq!(difference(&cells, &numbers(&case["c"]), Tolerance { abs: 1e-12, rel: 0.0 }), None);
    let as_torch = of_gates(&numbers(&transposed(&case["onnx"]["W"], &[1, 0])), [0, 1, 3, 2]);
    assert_ne!(as_torch, onnx[..24]);
}

/// A stream in pieces gives the bits of the whole series, begins again when it is reset, and knows of no other.
#[test]
fn lstm_stream_equals_sequence() {
    let (weights, case) = (self::case("lstm_gate_orders"), case("lstm_stream_equals_sequence"));
    let mut net = Long::<f64>::zeros();
    set(&mut net, &long(&weights));
    let whole = net.forward(&Numbers::of(&numbers(&weights["x"]))).numbers();
    assert_eq!(difference(&whole, &numbers(&case["h"]), Tolerance { abs: 1e-12, rel: 0.0 }), None);
    let (mut stream, mut other) = (Long::<f64>::stream(), Long::<f64>::stream());
    let mut given = Vec::new();
    for piece in case["pieces"].as_array().expect("pieces") {
        for frame in numbers(piece).chunks(3) {
            given.extend(net.step(&mut stream, &Numbers::of(frame)).expect("an output for every frame"));
            net.step(&mut other, &[1.0, -1.0, 1.0]);
        }
    }
    assert_eq!(given, whole);
    stream.reset();
    let again = net.step(&mut stream, &Numbers::of(&numbers(&weights["x"])[..3])).expect("an output");
    assert_eq!(again, whole[..2]);
}

network! { struct Attends<T: Scalar> { input: [T; (4, 12)], only: Attention(1, size = 4) } }
network! { struct LooksBack<T: Scalar> { input: [T; (4, 12)], only: Attention(1, size = 4, causal = true) } }
network! { struct AttendsToThree<T: Scalar> { input: [T; (3, 12)], only: Attention(1, size = 4) } }

/// Queries, keys and values that are given, as inputs side by side. A key that is left out is a shorter series; a step that sees nothing
/// cannot be.
#[test]
fn attention_masks() {
    let case = case("attention_masks");
    let rows = |rows: &Value| -> Vec<f64> {
        let row = |row: &Value| row.as_array().expect("a row").iter().map(|x| x.as_f64().expect("a number")).collect();
        rows.as_array().expect("rows").iter().flat_map::<Vec<f64>, _>(row).collect()
    };
    let given = ["q", "k", "v"].map(|name| rows(&case["input"][name]));
    let x: Vec<f64> = (0..4).flat_map(|step| given.iter().flat_map(move |all| all[step * 4..][..4].to_vec())).collect();
    let mut parameters = Vec::new();
    for from in 0..3 {
        parameters.extend((0..12 * 4).map(|at| f64::from(u8::from(at / 4 == from * 4 + at % 4))));
        parameters.extend([0.0; 4]);
    }
    parameters.extend((0..4 * 12).map(|at| f64::from(u8::from(at / 12 == at % 12))));
    parameters.extend([0.0; 12]);
    let want = |name: &str, steps: usize| -> Vec<f64> {
        let rows = rows(&case["expected"][name]);
        rows.chunks(4).take(steps).flat_map(|row| [row, &[0.0; 8]].concat()).collect()
    };
    let close = case["tolerance"].as_f64().expect("a tolerance");
    gives!(Attends, parameters, x, want("none", 4), close, 1e-15);
    gives!(LooksBack, parameters, x, want("causal", 4), close, 1e-15);
    gives!(AttendsToThree, parameters, x[..36], want("padded_key", 3), close, 1e-15);
}

network! { struct Line<T: Scalar> { input: [T; 1], output: Dense(1) } }

/// Four losses whose sum no number holds have a mean, wherever it is taken.
#[test]
fn batch_loss_overflows() -> Result<(), TrainError> {
    macro_rules! mean {
        ($float:ident, $target:literal, $want:literal) => {
            let (inputs, targets) = ([[0.0; 1]; 4], [[$target]; 4]);
            let (data, close) = (Data::new(&inputs, &targets), |loss: $float| (loss / $want - 1.0).abs() < 1e-6);
            let mut net = Line::<$float>::zeros();
            let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.0));
            let step = trainer.step(&mut net, &inputs, &targets)?;
            assert!(close(step), "step: {step}");
            let report = evaluate(&net, &data, MeanSquaredError)?.loss;
            assert!(close(report), "evaluate: {report}");
            for batch in [1, 3, 4] {
                let mut losses = Vec::new();
                let fit = Fit { epochs: 1, batch, validation: 0.5, ..Fit::default() };
                trainer.fit(&mut net, &data, fit, |epoch| losses.extend([Some(epoch.loss), epoch.validation_loss]))?;
                assert!(losses.iter().flatten().all(|&loss| close(loss)), "fit: {losses:?}");
                assert_eq!(losses.iter().flatten().count(), 2);
            }
        };
    }
    mean!(f32, 1.5e19, 2.25e38);
    mean!(f64, 1e154, 1e308);
    Ok(())
}

/// Forty good steps in eight epochs, then ruin: left are the weights behind the best epoch, bit by bit.
#[test]
fn best_weights_after_divergence() -> Result<(), TrainError> {
    struct Wild;
    impl Schedule<f32> for Wild {
        fn rate(&mut self, base: f32, step: u64) -> f32 {
            if step < 40 { base } else { 50.0 }
        }
    }
    let (inputs, targets): (Vec<_>, Vec<_>) =
        (0..20).map(|row| row as f32 / 10.0 - 0.95).map(|x| ([x], [2.0 * x + 1.0])).unzip();
    let data = Data::new(&inputs, &targets);
    let mut net = Line::<f32>::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.3)).schedule(Wild);
    let (mut best, mut epochs) = (0, 0);
    let fit = Fit { epochs: 60, batch: 4, patience: Some(100), ..Fit::default() };
    let error = trainer.fit(&mut net, &data, fit, |epoch| {
        epochs = epoch.number;
        best = if epoch.best { epoch.number } else { best };
    });
    assert!(matches!(error, Err(TrainError::NonFiniteLoss { step: 40.., row: 0..20 })), "{error:?}");
    assert!(best == 8 && epochs > 8, "{best} of {epochs}");

    let mut again = Line::<f32>::new(1);
    let mut trainer = Trainer::new(&again, MeanSquaredError, Sgd::new(0.3));
    trainer.fit(&mut again, &data, Fit { epochs: best, patience: None, ..fit }, |_| {})?;
    assert_eq!(net, again);
    let loss = evaluate(&net, &data, MeanSquaredError)?.loss;
    assert!(loss < 1e-5, "{loss}");
    Ok(())
}

network! { #[batch(4)] struct FourRows { input: [f64; 2], norm: BatchNorm } }

/// PyTorch's half: the average of variances is that of unbiased ones. (Keras' averages biased ones, by one minus this momentum.)
#[test]
fn batch_norm_running_statistics() {
    let (x, mut net) = ([[1.0, 2.0], [3.0, 6.0], [5.0, 10.0], [7.0, 2.0]], FourRows::new(1));
    let (mut out, mut tape) = ([[0.0; 2]; 4], nn_core::Plain::ZERO);
    net.record_rows::<4>(&x, &mut out, &mut tape, &mut Random::new(1));
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.0));
    trainer.step(&mut net, &x, &[[0.0; 2]; 4]).expect("a step");
    let close = Tolerance { abs: 1e-6, rel: 0.0 };
    let y = [
        [-1.3416394448610998, -0.9045336225817378],
        [-0.4472131482870333, 0.3015112075272459],
        [0.4472131482870333, 1.5075560376362296],
        [1.3416394448610998, -0.9045336225817378],
    ];
    assert_eq!(difference(&out.numbers(), y.as_flattened(), close), None);
    assert_eq!(difference(&net.norm.mean, &[0.4, 0.5], close), None);
    assert_eq!(difference(&net.norm.variance, &[1.5666666666666669, 2.3666666666666667], close), None);
}

network! { #[batch(16)] struct SixteenRows { input: [f32; 2], norm: BatchNorm } }
network! { #[batch(1)] struct FourPixels { input: [f64; (2, 2, 1)], norm: BatchNorm } }

/// What remains of an epoch is no batch, one row is none, and pixels count as rows do. (That one row with one pixel is not declared is held
/// in `tests/ui/batch`.)
#[test]
fn batch_norm_one_row() {
    let mut net = SixteenRows::new(1);
    let inference = [2.999985000112499, -0.9999950000374997];
    let close = Tolerance { abs: 1e-6, rel: 0.0 };
    assert_eq!(difference(&net.forward(&[3.0, -1.0]).numbers(), &inference, close), None);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    let wrong = trainer.step(&mut net, &[[3.0, -1.0]], &[[0.0; 2]]);
    assert_eq!(wrong, Err(TrainError::BatchSize { rows: 1, batch: 16 }));
    assert!(net == SixteenRows::new(1) && trainer.steps() == 0);

    let rows: Vec<[f32; 2]> = (0..17).map(|row| [row as f32, -1.0]).collect();
    let fit = Fit { epochs: 3, batch: 16, ..Fit::default() };
    trainer.fit(&mut net, &Data::new(&rows, &[[0.0; 2]; 17]), fit, |_| {}).expect("three epochs");
    assert!(trainer.steps() == 3 && net.is_finite() && net != SixteenRows::new(1));

    let mut net = FourPixels::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    trainer.step(&mut net, &[[[[1.0], [2.0]], [[3.0], [6.0]]]], &[[[[0.0]; 2]; 2]]).expect("a step");
    assert!((net.norm.mean[0] - 0.3).abs() < 1e-12 && (net.norm.variance[0] - (0.9 + 0.1 * 14.0 / 3.0)).abs() < 1e-12);
}
