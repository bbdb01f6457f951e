//! `--setup`: installs what is missing on Debian and Ubuntu, and says what it does; elsewhere says what to install.

use std::process::Command;

use super::boards::{BOARDS, RV32IMC, WASM};

const PACKAGES: [(&str, &str); 4] = [
    ("qemu-system-arm", "qemu-system-arm"),
    ("qemu-system-riscv32", "qemu-system-misc"),
    ("node", "nodejs"),
    ("arm-none-eabi-gcc", "gcc-arm-none-eabi"),
];

/// Tools that are not there, and the packages they come in.
pub fn missing() -> Vec<(&'static str, &'static str)> {
    let there = |tool: &str| {
        std::env::var_os("PATH")
            .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(tool).is_file()))
    };
    PACKAGES.into_iter().filter(|(tool, _)| !there(tool)).collect()
}

/// Targets that rustc cannot compile for yet.
pub fn missing_targets() -> Vec<&'static str> {
    let mut targets: Vec<_> = BOARDS.iter().map(|board| board.target).chain([WASM, RV32IMC]).collect();
    targets.dedup();
    targets.retain(|target| {
        let asked = Command::new("rustc").args(["--print", "target-libdir", "--target", target]).output();
        let folder = asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
        !std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some())
    });
    targets
}

/// Installs what is missing.
pub fn setup() -> Result<(), String> {
    let packages: Vec<&str> = missing().into_iter().map(|(_, package)| package).collect();
    if packages.is_empty() {
        println!("emulators, node and the compiler for C are there");
    } else if std::path::Path::new("/etc/debian_version").exists() {
        install(&packages)?;
    } else {
        return Err(format!("install what Debian calls {}, then come again", packages.join(", ")));
    }
    let targets = missing_targets();
    if targets.is_empty() {
        println!("rustc has all targets");
        return Ok(());
    }
    let mut arguments = vec!["target", "add"];
    arguments.extend(targets);
    run("rustup", &arguments)
        .map_err(|error| format!("{error}; without rustup, install these targets by your packages"))
}

fn install(packages: &[&str]) -> Result<(), String> {
    run("apt-get", &["update"])?;
    let mut plain = vec!["install", "-y", "--no-install-recommends"];
    plain.extend(packages);
    let Err(error) = run("apt-get", &plain) else { return Ok(()) };
    // A newer qemu-utils than the archive's emulators stands in the way: everything in one version.
    let policy = Command::new("apt-cache").args(["policy", "qemu-system-arm"]).output();
    let policy = policy.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let Some(version) = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: ")) else {
        return Err(error);
    };
    let mut exact: Vec<String> =
        ["install", "-y", "--no-install-recommends", "--allow-downgrades"].map(String::from).into();
    exact.extend(["arm", "misc", "common"].map(|part| format!("qemu-system-{part}={version}")));
    exact.push(format!("qemu-utils={version}"));
    exact.extend(packages.iter().filter(|package| !package.starts_with("qemu")).map(|package| package.to_string()));
    run("apt-get", &exact.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Says and runs a command, as root where that takes `sudo`.
fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    let mut words = vec![program];
    words.extend(arguments);
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if program == "apt-get" && !root {
        words.insert(0, "sudo");
    }
    println!("+ {}", words.join(" "));
    let status = Command::new(words[0]).args(&words[1..]).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` ended with {status}", words.join(" "))),
        Err(error) => Err(format!("`{}`: {error}", words.join(" "))),
    }
}
