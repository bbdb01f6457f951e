//! Why a peer does not run.

use std::fmt;
use std::path::PathBuf;

/// What is missing, or went wrong.
#[derive(Clone, Debug)]
pub enum Absent {
    NoPython,
    /// What `python3 -m venv` said.
    NoEnvironment(String),
    /// What pip said.
    NoPackages(String),
    NoCompiler,
    /// Nobody has said where its source is.
    NotGiven,
    /// Where RTNeural's headers are not.
    NoSource(PathBuf),
    /// No build of something, and the first error.
    NotBuilt(String),
    /// A program that ended badly, or what a library threw.
    Failed(String),
    /// A value that is not what it should be, in every row.
    Wrong,
}

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Absent::NoPython => write!(f, "no python3"),
            Absent::NoEnvironment(said) => write!(f, "no environment of Python: {said}"),
            Absent::NoPackages(said) => write!(f, "pip: {said}"),
            Absent::NoCompiler => write!(f, "no g++"),
            Absent::NotGiven => write!(f, "--rtneural DIR is not given"),
            Absent::NoSource(folder) => write!(f, "no RTNeural/RTNeural.h in {}", folder.display()),
            Absent::NotBuilt(said) => write!(f, "not built: {said}"),
            Absent::Failed(said) => write!(f, "failed: {said}"),
            Absent::Wrong => write!(f, "wrong in every row"),
        }
    }
}

impl std::error::Error for Absent {}
