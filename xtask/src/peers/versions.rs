//! On what it was measured, and which versions of whom.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use super::build;
use super::measure::RTNEURAL;

/// The machine, the compiler, and the peers that ran.
pub fn versions(core: usize, rtneural: Option<&Path>, ran: impl Fn(&str) -> bool) -> Vec<String> {
    let rustc = said(Command::new("rustc").arg("-vV"));
    let of = |start: &str| rustc.lines().find_map(|line| line.strip_prefix(start)).unwrap_or("unknown").to_owned();
    let (compiler, llvm, host) = (rustc.lines().next().unwrap_or("rustc unknown"), of("LLVM version: "), of("host: "));
    let mut peers: Vec<String> = Vec::new();
    let manifest = fs::read_to_string(build::sources().join("Cargo.toml")).unwrap_or_default();
    let packages = fs::read_to_string(build::sources().join("requirements.txt")).unwrap_or_default();
    for name in ["nalgebra", "gemm", "faer", "matrixmultiply", "dfdx"].into_iter().filter(|name| ran(name)) {
        peers.push(format!("{name} {}", pinned(&manifest, name, "\"=")));
    }
    for (name, package) in [("onnxruntime", "onnxruntime"), ("XNNPACK", "ai-edge-litert")] {
        if ran(name) {
            let within = if name == package { "" } else { " as in LiteRT" };
            peers.push(format!("{name}{within} {}", pinned(&packages, package, "==")));
        }
    }
    if let Some(source) = rtneural.filter(|_| ran(RTNEURAL)) {
        let commit = said(Command::new("git").arg("-C").arg(source).args(["rev-parse", "--short", "HEAD"]));
        let commit = commit.lines().next().unwrap_or("of unknown version").to_owned();
        let compiler = said(Command::new("g++").arg("-dumpfullversion"));
        peers.push(format!("RTNeural {commit} by g++ {}", compiler.trim()));
    }
    vec![
        format!("{}, core {core} of {}", today(), processor()),
        format!("{compiler}, LLVM {llvm}, {host}, one codegen unit; ours at default flags"),
        peers.join(", "),
    ]
}

fn said(command: &mut Command) -> String {
    command.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// What stands behind `sign` in the line that begins with a name and has it.
fn pinned<'a>(text: &'a str, name: &str, sign: &str) -> &'a str {
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(name));
    let version = lines.find_map(|rest| rest.split_once(sign).filter(|_| rest.starts_with([' ', '='])));
    version.and_then(|(_, version)| version.split('"').next()).unwrap_or("unknown")
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = text.lines().find(|line| line.split(':').next().is_some_and(|start| start.trim() == name));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
    };
    let Some(model) = field("model name") else { return std::env::consts::ARCH.into() };
    match (field("cpu family"), field("model")) {
        (Some(family), Some(number)) => format!("{model} (family {family}, model {number})"),
        _ => model,
    }
}

fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    let (year, month, day) = civil(days);
    format!("{year}-{month:02}-{day:02}")
}

/// Year, month and day, so many days behind the first of 1970.
fn civil(mut days: u64) -> (u64, usize, u64) {
    let mut year = 1970;
    loop {
        let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if leaps { 29 } else { 28 };
        for (month, length) in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
            if days < length {
                return (year, month + 1, days + 1);
            }
            days -= length;
        }
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_dates() {
        assert_eq!([civil(0), civil(19_782), civil(20_783)], [(1970, 1, 1), (2024, 2, 29), (2026, 11, 26)]);
    }

    #[test]
    fn versions_are_pinned() {
        assert_eq!(
            pinned(
                "gemm = [\"dep:gemm\"]\ngemm-x = \"=1\"\ngemm = { version = \"=0.19.0\", optional = true }\n",
                "gemm",
                "\"="
            ),
            "0.19.0"
        );
        assert_eq!(pinned("onnx==1.2\nonnxruntime==1.32.0\n", "onnxruntime", "=="), "1.32.0");
    }
}
