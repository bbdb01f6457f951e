//! Reads the golden files and compares numbers within their tolerances.
#![allow(dead_code)]

pub mod arrange;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nn_core::{Network, Plain, Scalar};
use serde_json::Value;

/// A file below `tests/golden`.
pub fn golden_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// `meta` and the records of a golden file.
pub fn golden(name: &str) -> (Value, Vec<Value>) {
    let text = std::fs::read_to_string(golden_path(name)).expect("golden file");
    let mut file: Value = serde_json::from_str(&text).expect("golden JSON");
    let records = match file["records"].take() {
        Value::Array(records) => records,
        other => panic!("{name}: records are {other}"),
    };
    (file["meta"].take(), records)
}

/// The numbers of a tensor `{"shape": […], "data": […]}`, of a plain array (nested ones are flattened), or a single number.
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Object(tensor) => numbers(&tensor["data"]),
        Value::Number(number) => vec![number.as_f64().expect("a float")],
        other => panic!("not numbers: {other}"),
    }
}

/// The sizes of a tensor.
pub fn shape(value: &Value) -> Vec<usize> {
    value["shape"].as_array().expect("a tensor").iter().map(|n| n.as_u64().expect("a size") as usize).collect()
}

/// A field that is text.
pub fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or("")
}

/// How far a result may be from the golden value: `|got − want| ≤ abs + rel · |want|`.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    pub abs: f64,
    pub rel: f64,
}

/// What is wrong between two rows of numbers, or nothing.
pub fn difference(got: &[f64], want: &[f64], tolerance: Tolerance) -> Option<String> {
    if got.len() != want.len() {
        return Some(format!("{} numbers instead of {}", got.len(), want.len()));
    }
    got.iter().zip(want).enumerate().find_map(|(at, (&got, &want))| {
        // NaN is close to nothing.
        let close = (got - want).abs() <= tolerance.abs + tolerance.rel * want.abs();
        (!close).then(|| format!("number {at}: got {got:e}, want {want:e}"))
    })
}

/// What became of every record of a file: held, named in `not_ours.md`, or waiting for a later layer.
#[derive(Default)]
pub struct Ledger {
    counts: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Ledger {
    /// Counts a record that was compared.
    pub fn compared(&mut self, what: &str, problem: Option<String>) {
        *self.counts.entry("held").or_default() += 1;
        if let Some(problem) = problem {
            self.wrong.push(format!("{what}: {problem}"));
        }
    }

    /// Counts a record whose convention excludes ours; `key` must stand in `not_ours.md`.
    pub fn not_ours(&mut self, key: &str) {
        let listed = std::fs::read_to_string(golden_path("not_ours.md")).expect("not_ours.md");
        assert!(listed.contains(&format!("`{key}`")), "`{key}` is not listed in tests/golden/not_ours.md");
        *self.counts.entry("listed").or_default() += 1;
    }

    /// Counts a record that waits for a layer the library does not have yet.
    pub fn waiting(&mut self) {
        *self.counts.entry("waiting").or_default() += 1;
    }

    /// Every record is accounted for and every compared one holds.
    pub fn close(self, file: &str, records: usize) {
        println!("{file}: {:?} of {records}", self.counts);
        assert!(self.wrong.is_empty(), "{file}:\n{}", self.wrong.join("\n"));
        assert_eq!(self.counts.values().sum::<usize>(), records, "{file}: records held + listed + waiting");
    }
}

/// Arrays of numbers, however deep.
pub trait Numbers: Plain + Copy {
    type Scalar: Scalar;
    fn each(&mut self, f: &mut impl FnMut(&mut Self::Scalar));

    fn numbers(mut self) -> Vec<f64> {
        let mut numbers = Vec::new();
        self.each(&mut |x| numbers.push(x.as_f64()));
        numbers
    }
    /// The array that holds these numbers.
    fn of(numbers: &[f64]) -> Self {
        let (mut this, mut numbers) = (Self::ZERO, numbers.iter());
        this.each(&mut |x| *x = Scalar::of(*numbers.next().expect("as many numbers")));
        assert!(numbers.next().is_none(), "too many numbers");
        this
    }
}

impl<X: Numbers, const N: usize> Numbers for [X; N] {
    type Scalar = X::Scalar;
    fn each(&mut self, f: &mut impl FnMut(&mut X::Scalar)) {
        self.iter_mut().for_each(|x| x.each(f));
    }
}

macro_rules! numbers {
    ($($float:ident)*) => { $(
        impl Numbers for $float {
            type Scalar = $float;
            fn each(&mut self, f: &mut impl FnMut(&mut $float)) {
                f(self);
            }
        }
    )* };
}
numbers!(f32 f64);

/// A record's parameters (or their gradients) in the order in which a network visits its own: layer by layer, each weight
/// before its bias.
pub fn in_order(parameters: &Value) -> Vec<f64> {
    let named = parameters.as_object().expect("named tensors");
    let mut keys: Vec<&String> = named.keys().filter(|key| *key != "x").collect();
    keys.sort_by_key(|key| {
        let (layer, name) = key.split_once('.').unwrap_or(("0", key));
        let part = name.trim_start_matches(char::is_alphabetic);
        (layer.parse::<usize>().expect("a layer"), part.to_string(), name.starts_with('b'))
    });
    keys.into_iter().flat_map(|key| numbers(&named[key])).collect()
}

/// Sets every trained parameter.
pub fn set<N: Network>(net: &mut N, values: &[f64]) {
    let mut values = values.iter();
    net.visit_mut(&mut |_, slice: &mut [N::Scalar]| {
        for parameter in slice {
            *parameter = Scalar::of(*values.next().expect("as many parameters"));
        }
    });
    assert!(values.next().is_none(), "too many parameters");
}

/// Every parameter.
pub fn get<N: Network>(net: &N) -> Vec<f64> {
    let mut values = Vec::new();
    net.visit(&mut |_, slice: &[N::Scalar]| values.extend(slice.iter().map(|value| value.as_f64())));
    values
}
