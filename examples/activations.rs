//! Every activation function of the library with its derivative: a table, and one picture of them all.
//!
//! ```text
//! cargo run --release --example activations            # all of them
//! cargo run --release --example activations -- gelu    # one in detail
//! ```
//!
//! Expect a table for x from −3 to 3 and `target/pictures/activations.svg`; with a name, finer numbers for that function
//! and a picture of its own. `Softmax` and `LogSoftmax` are missing: they have no curve, since every output depends on
//! every input.

mod support;

use nn_core::layer::*;
use support::draw;

/// A function and its derivative, under the name the declaration knows it by.
struct Curve {
    name: &'static str,
    value: fn(f64) -> f64,
    derivative: fn(f64) -> f64,
}

/// The functions that treat every value alone, parameters as they are unless said otherwise.
macro_rules! curves {
    ($($name:ident $(= $value:expr)?),* $(,)?) => {
        [$(Curve {
            name: stringify!($name),
            value: |x| curves!(@ $name $($value)?).value(x),
            derivative: |x| curves!(@ $name $($value)?).derivative_at(x),
        }),*]
    };
    (@ $name:ident) => { $name };
    (@ $name:ident $value:expr) => { $value };
}

const CURVES: [Curve; 19] = curves![
    Identity,
    Step,
    Sigmoid,
    HardSigmoid = HardSigmoid::default(),
    LogSigmoid,
    Tanh,
    HardTanh,
    Softsign,
    Relu,
    Relu6,
    LeakyRelu = LeakyRelu::default(),
    Elu = Elu::default(),
    Selu,
    Softplus,
    Gelu,
    GeluTanh,
    Silu = Silu::default(),
    HardSwish,
    Mish,
];

fn main() {
    let names: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match names.first() {
        None => everything(),
        Some(name) => {
            match CURVES.iter().find(|curve| curve.name.eq_ignore_ascii_case(&name.replace(['_', '-'], ""))) {
                Some(curve) => detail(curve),
                None => {
                    let known: Vec<_> = CURVES.iter().map(|curve| curve.name.to_lowercase()).collect();
                    eprintln!("no activation `{name}`; there are {}", known.join(", "));
                    std::process::exit(2);
                }
            }
        }
    }
}

/// The table and the picture of all.
fn everything() {
    let xs = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0];
    for (what, of) in [("f(x)", true), ("f'(x)", false)] {
        let head: String = xs.iter().map(|x| format!("{x:>9}")).collect();
        println!("{what:<12}{head}");
        for curve in &CURVES {
            let row = xs.map(|x| format!("{:>9.4}", if of { (curve.value)(x) } else { (curve.derivative)(x) } + 0.0));
            println!("{:<12}{}", curve.name, row.concat());
        }
        println!();
    }
    let lines: Vec<_> = CURVES.iter().map(|curve| (line(curve.value, 4.0), line(curve.derivative, 4.0))).collect();
    let lines: Vec<_> = lines.iter().map(|(value, derivative)| [&value[..], &derivative[..]]).collect();
    let panels: Vec<_> = CURVES.iter().zip(&lines).map(|(curve, lines)| (curve.name, &lines[..])).collect();
    let names = ["f(x)", "f′(x)"];
    draw::panels("target/pictures/activations.svg", "Activations and their derivatives", &names, 5, &panels);
}

/// One function: finer numbers, far points, and a larger picture.
fn detail(curve: &Curve) {
    println!("{:>10}{:>14}{:>14}", "x", curve.name, "derivative");
    for x in [-100.0, -10.0].into_iter().chain((-16..=16).map(|x| f64::from(x) / 4.0)).chain([10.0, 100.0]) {
        println!("{x:>10.2}{:>14.6}{:>14.6}", (curve.value)(x) + 0.0, (curve.derivative)(x) + 0.0);
    }
    let lowest = (-1000..=1000).map(|x| f64::from(x) / 100.0).map(|x| ((curve.value)(x), x));
    if let Some((least, x)) = lowest.reduce(|a, b| if b.0 < a.0 { b } else { a }) {
        println!("smallest value for x from -10 to 10: {least:.4} at x = {x:.2}");
    }
    let (value, derivative) = (line(curve.value, 5.0), line(curve.derivative, 5.0));
    let path = format!("target/pictures/activation-{}.svg", curve.name.to_lowercase());
    draw::chart(&path, curve.name, "x", "", &[("f(x)", &value), ("f′(x)", &derivative)]);
}

/// The points of `of` from −`end` to `end`.
fn line(of: fn(f64) -> f64, end: f64) -> Vec<(f64, f64)> {
    (-400..=400).map(|i| f64::from(i) / 400.0 * end).map(|x| (x, of(x))).collect()
}
