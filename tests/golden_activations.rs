//! Every activation against reference values computed with 800 digits, in both scalars.

mod common;

use common::{Ledger, Tolerance, difference, golden, numbers, text};
use nn_core::Scalar;
use nn_core::layer::*;
use serde_json::Value;

/// Compares one record in one scalar.
trait Compare {
    fn elementwise(record: &Value, activation: impl Elementwise) -> Option<String>;
    fn whole_row(record: &Value, activation: impl Activation) -> Option<String>;
}

impl<T: Scalar> Compare for T {
    fn elementwise(record: &Value, activation: impl Elementwise) -> Option<String> {
        let x = numbers(&record["x"]);
        let value: Vec<T> = x.iter().map(|&x| activation.value(T::of(x))).collect();
        let derivative: Vec<T> = x.iter().map(|&x| activation.derivative_at(T::of(x))).collect();
        same::<T>("y", &value, &record["y"]).or_else(|| same::<T>("dy", &derivative, &record["dy"]))
    }

    fn whole_row(record: &Value, activation: impl Activation) -> Option<String> {
        let row = |field: &str| numbers(&record[field]).into_iter().map(T::of).collect::<Vec<T>>();
        let (x, mut y, mut gradient) = (row("x"), row("x"), row("upstream"));
        activation.forward(&mut y);
        activation.backward(if activation_reads_input(&activation) { &x } else { &y }, &mut gradient);
        same::<T>("y", &y, &record["y"]).or_else(|| same::<T>("vjp", &gradient, &record["vjp"]))
    }
}

fn activation_reads_input<A: Activation>(_: &A) -> bool {
    A::READS == Reads::Input
}

/// The tolerances of the golden files; NaN and infinity are never within them.
fn same<T: Scalar>(what: &str, got: &[T], want: &Value) -> Option<String> {
    let tolerance = match T::NAME {
        "f64" => Tolerance { abs: 1e-12, rel: 1e-9 },
        _ => Tolerance { abs: 1e-6, rel: 1e-5 },
    };
    let got: Vec<f64> = got.iter().map(|got| got.as_f64()).collect();
    difference(&got, &numbers(want), tolerance).map(|problem| format!("{what} in {}: {problem}", T::NAME))
}

fn both(record: &Value, activation: impl Elementwise) -> Option<String> {
    f64::elementwise(record, activation).or_else(|| f32::elementwise(record, activation))
}

fn both_rows(record: &Value, activation: impl Activation) -> Option<String> {
    f64::whole_row(record, activation).or_else(|| f32::whole_row(record, activation))
}

#[test]
fn activations() {
    let (_, records) = golden("activations.json");
    let mut ledger = Ledger::default();
    for record in &records {
        let parameter = |name: &str| record["params"][name].as_f64().expect("a parameter");
        let problem = match text(record, "name") {
            "identity" => both(record, Identity),
            "step" => both(record, Step),
            "sigmoid" => both(record, Sigmoid),
            "log_sigmoid" => both(record, LogSigmoid),
            "tanh" => both(record, Tanh),
            "relu" => both(record, Relu),
            "relu6" => both(record, Relu6),
            "leaky_relu" => both(record, LeakyRelu { slope: parameter("slope") }),
            "elu" => both(record, Elu { alpha: parameter("alpha") }),
            "selu" => both(record, Selu),
            "gelu_erf" => both(record, Gelu),
            "gelu_tanh" => both(record, GeluTanh),
            "silu" => both(record, Silu::default()),
            "swish_beta" => both(record, Silu { beta: parameter("beta") }),
            "softplus" => both(record, Softplus),
            "softsign" => both(record, Softsign),
            "hard_sigmoid" => both(record, HardSigmoid::default()),
            "hard_sigmoid_0.2" => both(record, HardSigmoid { slope: parameter("slope") }),
            "hard_swish" => both(record, HardSwish),
            "hard_tanh" => both(record, HardTanh),
            "mish" => both(record, Mish),
            "softmax" => both_rows(record, Softmax),
            "log_softmax" => both_rows(record, LogSoftmax),
            other => panic!("unknown activation {other}"),
        };
        // Our conventions at the kinks are the recorded ones, so the comparison above leaves no point out.
        if let Some(kinks) = record["kinks"].as_array() {
            let x = numbers(&record["x"]);
            assert!(kinks.iter().flat_map(numbers).all(|kink| x.contains(&kink)), "a kink is not compared");
        }
        ledger.compared(&format!("{} {}", text(record, "name"), record["params"]), problem);
    }
    ledger.close("activations.json", records.len());
}

/// −1e-30 stands beside the kink: the negative branch, also where `eˣ − 1` would round to zero.
#[test]
fn the_smallest_negative_values_take_the_negative_branch() {
    let (_, records) = golden("activations.json");
    let mut seen = 0;
    for record in &records {
        let parameter = |name: &str| record["params"][name].as_f64().expect("a parameter");
        let branch = match text(record, "name") {
            "leaky_relu" => at_the_smallest(LeakyRelu { slope: parameter("slope") }),
            "elu" => at_the_smallest(Elu { alpha: parameter("alpha") }),
            "selu" => at_the_smallest(Selu),
            _ => continue,
        };
        let x = numbers(&record["x"]);
        let at = x.iter().position(|&x| x == -1e-30).expect("−1e-30 on the grid");
        let want = [numbers(&record["y"])[at], numbers(&record["dy"])[at]];
        for (got, rel) in [(branch.0, 1e-9), (branch.1, 1e-5)] {
            let problem = difference(&got, &want, Tolerance { abs: 0.0, rel });
            assert_eq!(problem, None, "{} {}", text(record, "name"), record["params"]);
        }
        seen += 1;
    }
    assert_eq!(seen, 5);
}

/// Value and derivative at −1e-30 in f64 and in f32.
fn at_the_smallest(activation: impl Elementwise) -> ([f64; 2], [f64; 2]) {
    let single = -1e-30f32;
    (
        [activation.value(-1e-30f64), activation.derivative_at(-1e-30f64)],
        [activation.value(single).as_f64(), activation.derivative_at(single).as_f64()],
    )
}

/// The defaults are those of the documentation.
#[test]
fn defaults() {
    assert_eq!(Elu::default(), Elu { alpha: 1.0 });
    assert_eq!(LeakyRelu::default(), LeakyRelu { slope: 0.01 });
    assert_eq!(HardSigmoid::default(), HardSigmoid { slope: 1.0 / 6.0 });
    assert_eq!(Silu::default(), Silu { beta: 1.0 });
}
