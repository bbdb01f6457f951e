//! A slip of the hand in a size costs neither memory nor time, while it is checked as while it is typed.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// nn-core as it was built for this very test, and what it is built from.
fn library() -> (PathBuf, PathBuf) {
    let deps = std::env::current_exe().unwrap().parent().unwrap().to_path_buf();
    let is_core = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libnn_core-") && name.ends_with(".rlib")
    };
    let built = fs::read_dir(&deps).unwrap().map(|entry| entry.unwrap().path()).filter(|path| is_core(path));
    let newest = built.max_by_key(|path| path.metadata().and_then(|data| data.modified()).unwrap()).unwrap();
    (deps, newest)
}

/// What the compiler says of a network with less than 1 GiB of memory, and that it says it at once.
fn checked(name: &str, body: &str) -> Output {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typo_in_size");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.rs"));
    fs::write(&file, format!("use nn_core::prelude::*;\nnetwork! {{ pub struct Net {{ {body} }} }}\n")).unwrap();
    let (deps, library) = library();
    let before = Instant::now();
    let output = Command::new("sh")
        .args(["-c", "ulimit -v 1048576; exec \"$@\"", "sh"])
        .arg(std::env::var("RUSTC").unwrap_or("rustc".into()))
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--out-dir"])
        .arg(&folder)
        .arg("-L")
        .arg(deps)
        .arg("--extern")
        .arg(format!("nn_core={}", library.display()))
        .arg(file)
        .output()
        .unwrap();
    // Two seconds at the most on a machine that does nothing else, and as much again for one that does.
    assert!(before.elapsed() < Duration::from_secs(4), "{name} took {:?}", before.elapsed());
    output
}

#[test]
fn large_networks_are_only_declared() {
    for (name, body) in [
        ("megabytes", "input: [f32; 8], a: Dense(1 << 24), Relu, output: Dense(3)"),
        (
            "gigabytes",
            "input: [f64; 8], a: Dense(1 << 32), b: Prelu, Dropout(0.5), #[frozen] c: Dense(3), output: Dense(1)",
        ),
        ("branches", "input: [f32; 1 << 30], a: Concat { Relu, Residual { Tanh, b: Prelu } }, output: Dense(1 << 3)"),
    ] {
        let output = checked(name, body);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}");
    }
}

#[test]
fn absurd_ones_are_one_error() {
    for (name, body, text) in [
        ("weights", "input: [f32; 8], a: Dense(1 << 40), output: Dense(3)", "`a` has 8 × 1099511627776 weights, 35 TB"),
        (
            "literal",
            "input: [f32; 8], a: Dense(1099511627776), output: Dense(3)",
            "`a` has 8 × 1099511627776 weights, 35 TB",
        ),
        ("input", "input: [f32; usize::MAX], a: Dense(4)", "`input` has 18446744073709551615 values, 73786976 TB"),
        (
            "image",
            "input: [f64; (1 << 22, 1 << 22, 3)], Flatten, a: Dense(4)",
            "`input` has 4194304 × 4194304 × 3 values, 422 TB",
        ),
    ] {
        let output = checked(name, body);
        let said = String::from_utf8_lossy(&output.stderr);
        let errors = said.lines().filter(|line| line.starts_with("error") && !line.contains("aborting")).count();
        assert!(errors == 1 && said.contains(text), "{name}: {said}");
    }
}
