//! Runs the programs in turns, and gathers what they say.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::absent::Absent;
use super::build::{self, Flags};
use super::rows::DIGITS;
use crate::scratch::{Result, root};

/// How far an output or a loss may be from what it should be.
const NEAR: f64 = 1e-4;

/// Peers over matrix products; they choose instructions at run time, but not for all of their work.
const PRODUCTS: &str = "gemm,faer,matrixmultiply";
const BY_HAND: &str = "plain arrays,nalgebra";
const WHEELS: [&str; 2] = ["onnxruntime", "XNNPACK"];
pub const RTNEURAL: &str = "RTNeural";
/// This library.
pub const OURS: [&str; 2] = ["ours", "ours, fused"];

/// A peer, and how it was made.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    pub peer: String,
    pub made: &'static str,
}

impl Who {
    pub fn shown(&self) -> String {
        if self.made.is_empty() { self.peer.clone() } else { format!("{}, {}", self.peer, self.made) }
    }
}

/// A process, once a round.
struct Program {
    shown: String,
    made: &'static str,
    words: Vec<OsString>,
    /// Measures rows, so that it takes settings.
    settings: bool,
}

/// Who took how long.
pub struct Measured {
    filter: String,
    core: usize,
    quick: bool,
    programs: Vec<Program>,
    /// Nanoseconds in every round, by row.
    times: BTreeMap<String, BTreeMap<Who, Vec<f64>>>,
    /// How far from what is right, by row.
    refused: BTreeMap<(String, Who), f64>,
    pub absent: BTreeMap<String, Absent>,
}

impl Measured {
    pub fn new(filter: &str, core: usize, quick: bool) -> Self {
        Self {
            filter: filter.into(),
            core,
            quick,
            programs: Vec::new(),
            times: BTreeMap::new(),
            refused: BTreeMap::new(),
            absent: BTreeMap::new(),
        }
    }

    /// The Rust program: ours only at default flags, where each peer may have any.
    pub fn rust(&mut self, program: &Path, flags: Flags) {
        let only = match flags {
            Flags::Default => format!("ours,{BY_HAND},{PRODUCTS}"),
            Flags::Native => format!("{BY_HAND},{PRODUCTS}"),
            Flags::Wide => BY_HAND.into(),
        };
        let words = [program.into(), "rows".into(), "--only".into(), OsString::from(&only)];
        let shown = format!("{}, at {}", only.replace(',', ", "), flags.shown());
        self.programs.push(Program { shown, made: flags.shown(), words: words.into(), settings: true });
    }

    /// Whole training of the digits.
    pub fn digits(&mut self, program: &Path, flags: Flags) {
        let only = if flags == Flags::Default { "ours,dfdx" } else { "dfdx" };
        let data = root().join("examples/data");
        let words = [program.into(), "digits".into(), data.into(), "--only".into(), only.into()];
        let shown = format!("{DIGITS}, {}", flags.shown());
        self.programs.push(Program { shown, made: flags.shown(), words: words.into(), settings: false });
    }

    pub fn python(&mut self, python: std::result::Result<PathBuf, Absent>, models: &Path) {
        match python {
            Ok(python) => {
                let script = build::sources().join("peers.py");
                let words = [python.into(), script.into(), "--models".into(), models.into()];
                self.programs.push(Program { shown: WHEELS.join(", "), made: "", words: words.into(), settings: true });
            }
            Err(absent) => {
                self.absent.extend(WHEELS.map(|peer| (peer.to_owned(), absent.clone())));
            }
        }
    }

    pub fn rtneural(&mut self, built: std::result::Result<Vec<(&'static str, PathBuf)>, Absent>, models: &Path) {
        match built {
            Ok(built) => {
                for (backend, program) in built {
                    let words = [program.into(), "--models".into(), models.into()];
                    let shown = format!("{RTNEURAL} over {backend}");
                    self.programs.push(Program { shown, made: backend, words: words.into(), settings: true });
                }
            }
            Err(absent) => {
                self.absent.insert(RTNEURAL.into(), absent);
            }
        }
    }

    /// Nobody has said where RTNeural is.
    pub fn stands_in(&mut self) {
        self.absent.insert(RTNEURAL.into(), Absent::NotGiven);
    }

    /// Everybody once in every round.
    pub fn rounds(&mut self, rounds: usize) -> Result<()> {
        for round in 1..=rounds {
            let programs = std::mem::take(&mut self.programs);
            for (at, program) in programs.iter().enumerate() {
                eprintln!("round {round} of {rounds}, process {} of {}: {}", at + 1, programs.len(), program.shown);
                self.run(program)?;
            }
            self.programs = programs;
        }
        let runs = |peer: &str| self.times.values().flatten().any(|(who, _)| who.peer == peer);
        for (_, who) in self.refused.keys().filter(|(_, who)| !runs(&who.peer)) {
            self.absent.entry(who.peer.clone()).or_insert(Absent::Wrong);
        }
        Ok(())
    }

    fn run(&mut self, program: &Program) -> Result<()> {
        let (first, rest) = program.words.split_first().ok_or("a program without a name")?;
        let mut command = Command::new(first);
        command.args(rest).arg("--core").arg(self.core.to_string());
        if program.settings {
            let (repetitions, milliseconds) = if self.quick { ("7", "1.5") } else { ("11", "4") };
            command.args(["--repetitions", repetitions, "--milliseconds", milliseconds, "--filter", &self.filter]);
        }
        // One thread each; a BLAS is not among them.
        let output = command.env("OMP_NUM_THREADS", "1").env("RAYON_NUM_THREADS", "1").output()?;
        String::from_utf8_lossy(&output.stdout).lines().for_each(|line| self.note(line, program.made));
        if !output.status.success() {
            let said = build::last(&output.stderr);
            if program.made == Flags::Default.shown() {
                return Err(format!("{}: {said}", program.shown).into());
            }
            eprintln!("{} failed: {said}", program.shown);
            for peer in program.shown.split(", ").filter(|peer| WHEELS.contains(peer)) {
                self.absent.insert(peer.into(), Absent::Failed(said.clone()));
            }
            if program.shown.starts_with(RTNEURAL) {
                self.absent.insert(RTNEURAL.into(), Absent::Failed(said));
            }
        }
        Ok(())
    }

    /// What a program says in a line: how long somebody took, and how far from what is right; or why somebody does not run.
    pub fn note(&mut self, line: &str, made: &'static str) {
        let Ok(line) = serde_json::from_str::<Value>(line) else { return };
        let peer = line["peer"].as_str().unwrap_or_default().to_owned();
        if let Some(failed) = line["failed"].as_str() {
            self.absent.insert(peer, Absent::Failed(failed.into()));
            return;
        }
        let (Some(row), Some(time)) = (line["row"].as_str(), line["ns"].as_f64()) else { return };
        let (row, who) = (row.to_owned(), Who { peer, made });
        let error = line["error"].as_f64().unwrap_or(f64::MAX);
        if error > NEAR {
            self.refused.insert((row, who), error);
        } else {
            self.times.entry(row).or_default().entry(who).or_default().push(time);
        }
    }

    /// Everybody in a row, by the median over rounds.
    pub fn row(&self, row: &str) -> Vec<(&Who, f64)> {
        let times = self.times.get(row).into_iter().flatten();
        // Who was right only sometimes is refused all the same.
        let right = times.filter(|(who, _)| !self.refused.contains_key(&(row.to_owned(), (*who).clone())));
        right.map(|(who, times)| (who, median(times))).collect()
    }

    /// Who computes something else, and where.
    pub fn refused(&self) -> impl Iterator<Item = String> {
        self.refused
            .iter()
            .map(|((row, who), error)| format!("refused: {} in {row}, {error:.1e} from what is right", who.shown()))
    }
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let half = times.len() / 2;
    match times.len() {
        0 => f64::NAN,
        count if count % 2 == 0 => (times[half - 1] + times[half]) / 2.0,
        _ => times[half],
    }
}

/// What the core could do at best.
#[derive(Default)]
pub struct Limits {
    /// Floating-point operations a second, in units of 10⁹, and the bits of its vectors.
    pub peak: f64,
    pub bits: u64,
    /// Nanoseconds by row.
    pub rows: BTreeMap<String, f64>,
}

/// Asks the Rust program for the limits of the core.
pub fn limits(program: &Path, core: usize) -> Result<Limits> {
    eprintln!("the limits of the core");
    let output = Command::new(program).args(["limits", "--core", &core.to_string()]).output()?;
    let mut limits = Limits::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
        if let Some(peak) = line["peak"].as_f64() {
            (limits.peak, limits.bits) = (peak, line["bits"].as_u64().unwrap_or(0));
        }
        if let (Some(row), Some(bound)) = (line["row"].as_str(), line["bound"].as_f64()) {
            limits.rows.insert(row.into(), bound);
        }
    }
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!([median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0])], [2.0, 2.5]);
    }
}
