//! Reads the golden files and compares numbers within their tolerances.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
        let wrong = !((got - want).abs() <= tolerance.abs + tolerance.rel * want.abs());
        wrong.then(|| format!("number {at}: got {got:e}, want {want:e}"))
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
