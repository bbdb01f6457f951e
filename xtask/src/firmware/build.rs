//! Builds programs for boards.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::boards::Board;
use super::elf::Elf;

/// What the linker says where a panic is left.
pub const PANIC: &str = "a panic path is linked";

/// Why a program did not do what it should.
pub enum Failure {
    /// It is larger than the board.
    Unfit,
    /// Anything else.
    Wrong(String),
}

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Self::Wrong(text)
    }
}

/// Where programs are built, and what from.
pub struct Builder {
    /// The folder `firmware`.
    pub folder: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
    /// Whether to write instead of comparing.
    pub bless: bool,
}

impl Builder {
    /// In this workspace.
    pub fn new(bless: bool) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        Self { folder: root.join("firmware"), target: target.join("firmware"), bless }
    }

    /// Where cargo puts what it builds: boards that share a target must not overwrite each other's programs.
    pub fn built(&self, board: Option<&Board>) -> PathBuf {
        board.map_or_else(|| self.target.clone(), |board| self.target.join(board.name))
    }

    /// `cargo build` of some binaries for a target.
    pub fn cargo(&self, target: &str, board: Option<&Board>, arguments: &[&str]) -> Result<Output, String> {
        let mut command = Command::new("cargo");
        command.current_dir(&self.folder).args(["build", "--release", "--quiet", "--target", target]);
        command.arg("--target-dir").arg(self.built(board)).args(arguments);
        if let Some(board) = board {
            let processor = Some(board.processor).filter(|processor| !processor.is_empty());
            let flags = processor.map(|processor| format!("-Ctarget-cpu={processor}")).unwrap_or_default();
            command.env("MACHINE", board.machine).env("RUSTFLAGS", flags);
        }
        command.output().map_err(|error| format!("cargo: {error}"))
    }

    /// Builds one binary and reads it.
    pub fn build(&self, board: &Board, name: &str) -> Result<(PathBuf, Elf), Failure> {
        self.build_with(board, name, &[])
    }

    /// The same, with more arguments for cargo.
    pub fn build_with(&self, board: &Board, name: &str, arguments: &[&str]) -> Result<(PathBuf, Elf), Failure> {
        let output = self.cargo(board.target, Some(board), &[&["--bin", name], arguments].concat())?;
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            let unfit = text.contains("will not fit in region") || text.contains("overflowed by");
            return Err(if unfit { Failure::Unfit } else { Failure::Wrong(text) });
        }
        let file = self.built(Some(board)).join(board.target).join("release").join(name);
        let elf = Elf::read(&file)?;
        Ok((file, elf))
    }

    /// What a program prints, with or without a float unit.
    pub fn expected(&self, program: &str, soft: bool) -> PathBuf {
        let ending = if soft { "soft.out" } else { "out" };
        self.folder.join("expected").join(format!("{program}.{ending}"))
    }
}

/// The first line that is different, as an error.
pub fn differ(expected: &str, found: &str) -> Result<(), String> {
    let different = expected.lines().zip(found.lines()).find(|(expected, found)| expected != found);
    match different {
        None if expected == found => Ok(()),
        None => Err(format!("{} bytes where {} are expected", found.len(), expected.len())),
        Some((expected, found)) => Err(format!("expected: {expected}\nfound:    {found}")),
    }
}
