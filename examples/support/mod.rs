//! What the examples share: a `main` that fails in one line, options, data sets, progress bars and pictures.
#![allow(dead_code, reason = "every example uses another part")]

pub mod data;
pub mod draw;
pub mod parallel;
pub mod progress;
pub mod sheet;

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a program gives back.
pub type Outcome = Result<(), Box<dyn Error>>;

/// Runs a program; an error becomes one line, and status 1 (2 if it is [`Absent`]).
///
/// ```ignore
/// fn main() -> ExitCode {
///     support::run(program)
/// }
/// ```
pub fn run(program: impl FnOnce() -> Outcome) -> ExitCode {
    match program() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(if error.is::<Absent>() { 2 } else { 1 })
        }
    }
}

/// Files that the user has to fetch first; the text says which, and where to put them.
#[derive(Debug)]
pub struct Absent(pub String);

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Absent {}

/// A file of this repository, wherever the program is started.
pub fn root(path: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A path as people read it: from the root of the repository, if it lies there.
pub fn shown(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display()
}

/// Where a program leaves a file: `target/<name>`. The folder is made.
pub fn output(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let path = root("target").join(name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", shown(folder)))?;
    }
    Ok(path)
}

/// Where a picture goes: `target/pictures/<name>`. The folder is made.
pub fn picture(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    output(&format!("pictures/{name}"))
}

/// The options of the command line: `--quick`, and those with a value that the program knows.
pub struct Options {
    /// A short run, to see that everything works.
    pub quick: bool,
    values: Vec<(String, String)>,
}

impl Options {
    /// Reads the command line; `known` names the options that take a value, such as `--data`.
    pub fn read(known: &[&str]) -> Result<Self, Box<dyn Error>> {
        let mut options = Self { quick: false, values: Vec::new() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            if word == "--quick" {
                options.quick = true;
            } else if known.contains(&word.as_str()) {
                let value = words.next().ok_or_else(|| format!("option `{word}` needs a value"))?;
                options.values.push((word, value));
            } else {
                let all: Vec<_> = ["--quick"].iter().chain(known).map(|name| format!("`{name}`")).collect();
                return Err(format!("unknown option `{word}`; there is {}", all.join(", ")).into());
            }
        }
        Ok(options)
    }

    /// The value of an option, if it was given.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().rev().find(|(option, _)| option == name).map(|(_, value)| value.as_str())
    }

    /// The value of an option that is a count from 1.
    pub fn count(&self, name: &str) -> Result<Option<usize>, Box<dyn Error>> {
        let Some(text) = self.value(name) else { return Ok(None) };
        match text.parse() {
            Ok(count) if count > 0 => Ok(Some(count)),
            _ => Err(format!("option `{name}`: `{text}` is not a count from 1").into()),
        }
    }
}

/// A whole number, its thousands parted by commas.
pub fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("−{text}") } else { text }
}
