//! Scratch crates under `target/`, and what cargo says about them.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

/// A workspace of scratch crates that share one build of nn-core.
pub struct Scratch {
    pub folder: PathBuf,
}

/// What a compiler said.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub error: bool,
    /// Message, labels and notes, not the code that is shown.
    pub text: String,
    /// As a terminal shows it.
    pub rendered: String,
    pub primary: Vec<Span>,
    /// Files of all spans, and of the macros they come from.
    pub files: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Span {
    pub file: String,
    pub first: usize,
    pub last: usize,
}

impl Scratch {
    /// `target/NAME`, emptied of crates but not of what is built.
    pub fn new(name: &str, members: &[&str]) -> Result<Self> {
        let folder = root().join("target").join(name);
        std::fs::create_dir_all(&folder)?;
        let list: Vec<_> = members.iter().map(|member| format!("{member:?}")).collect();
        let mut manifest = format!("[workspace]\nmembers = [{}]\nresolver = \"3\"\n", list.join(", "));
        // As in the workspace itself: checksums of weights files are slow without.
        manifest.push_str("\n[profile.dev]\ndebug = false\n\n[profile.dev.package.nn-core]\nopt-level = 1\n");
        std::fs::write(folder.join("Cargo.toml"), manifest)?;
        std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        for member in members {
            let _ = std::fs::remove_dir_all(folder.join(member));
            std::fs::create_dir_all(folder.join(member).join("src"))?;
        }
        Ok(Self { folder })
    }

    /// The manifest of a member; `targets` is what follows `[dependencies]`.
    pub fn manifest(&self, member: &str, targets: &str) -> Result<()> {
        let text = format!(
            "[package]\nname = \"{member}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\nautobins = false\n\n\
             [dependencies]\nnn-core = {{ path = {:?} }}\n\n{targets}",
            root().join("nn-core"),
        );
        self.write(&format!("{member}/Cargo.toml"), &text)
    }

    pub fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = self.folder.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(std::fs::write(path, text)?)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command
            .current_dir(&self.folder)
            .args(arguments)
            .env("CARGO_TARGET_DIR", self.folder.join("built"))
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("RUSTFLAGS");
        command
    }

    /// Runs cargo and returns what the compiler said, and whether everything compiled. Fails if cargo itself did.
    pub fn diagnostics(&self, arguments: &[&str]) -> Result<(Vec<Diagnostic>, bool)> {
        let mut all = arguments.to_vec();
        all.extend(["--message-format=json", "--quiet"]);
        let output = self.command(&all).output()?;
        let mut found = Vec::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(value) = serde_json::from_str::<Value>(line) else { continue };
            if value["reason"] == "compiler-message" {
                found.push(diagnostic(&value["message"]));
            }
        }
        if !output.status.success() && !found.iter().any(|found| found.error) {
            return Err(format!("cargo {arguments:?}:\n{}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok((found, output.status.success()))
    }
}

fn diagnostic(message: &Value) -> Diagnostic {
    let mut text = String::new();
    let mut files = Vec::new();
    gather(message, &mut text, &mut files);
    let primary =
        message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true).map(place);
    Diagnostic {
        error: message["level"].as_str().is_some_and(|level| level.starts_with("error")),
        primary: primary.collect(),
        text,
        rendered: message["rendered"].as_str().unwrap_or_default().into(),
        files,
    }
}

fn place(span: &Value) -> Span {
    let number = |key: &str| span[key].as_u64().unwrap_or(0) as usize;
    Span {
        file: span["file_name"].as_str().unwrap_or_default().into(),
        first: number("line_start"),
        last: number("line_end"),
    }
}

fn gather(message: &Value, text: &mut String, files: &mut Vec<String>) {
    text.push_str(message["message"].as_str().unwrap_or_default());
    text.push('\n');
    for span in message["spans"].as_array().into_iter().flatten() {
        if let Some(label) = span["label"].as_str() {
            text.push_str(label);
            text.push('\n');
        }
        let mut at = span;
        while at.is_object() {
            files.push(at["file_name"].as_str().unwrap_or_default().into());
            at = &at["expansion"]["span"];
        }
    }
    for child in message["children"].as_array().into_iter().flatten() {
        gather(child, text, files);
    }
}
