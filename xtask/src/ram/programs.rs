//! Programs with some networks each, and what they print.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::Command;

use super::networks::Network;
use super::printed::Printed;
use crate::firmware::Board;
use crate::scratch::{Result, Scratch, root};

/// How many networks a program has: flash is limited.
pub const TOGETHER: usize = 8;

/// Start-up code and the platform's functions as `firmware` takes them.
const MANIFEST: &str = r#"[package]
name = "ram"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
nn-core = { path = NN_CORE, default-features = false, features = ["macros"] }

[target.'cfg(target_arch = "arm")'.dependencies]
cortex-m-rt = "0.7.7"

[target.'cfg(target_arch = "riscv32")'.dependencies]
riscv-rt = { version = "0.18.0", features = ["single-hart"] }

[target.'cfg(not(target_os = "none"))'.dependencies]
nn-core = { path = NN_CORE, features = ["std"] }
"#;

/// What the programs share; start-up and measurement are those of `firmware`.
const FILES: [(&str, &str); 5] = [
    ("ram/src/lib.rs", include_str!("head.rs")),
    ("ram/src/host.rs", include_str!("../../../firmware/src/host.rs")),
    ("ram/src/print.rs", include_str!("../../../firmware/src/print.rs")),
    ("ram/src/probe.rs", include_str!("../../../firmware/src/probe.rs")),
    ("ram/build.rs", include_str!("../../../firmware/build.rs")),
];

/// Builds programs with some networks each, and runs them.
pub struct Programs<'a> {
    scratch: Scratch,
    networks: &'a [Network],
}

impl<'a> Programs<'a> {
    pub fn new(networks: &'a [Network]) -> Result<Self> {
        let scratch = Scratch::new("ram", &["ram"])?;
        let core = format!("{:?}", root().join("nn-core"));
        scratch.write("ram/Cargo.toml", &MANIFEST.replace("NN_CORE", &core))?;
        for (file, text) in FILES {
            scratch.write(file, text)?;
        }
        std::fs::copy(root().join("firmware/Cargo.lock"), scratch.folder.join("Cargo.lock"))?;
        Ok(Self { scratch, networks })
    }

    /// Writes programs with so many of the networks each; their names.
    fn write(&self, numbers: &[usize], together: usize) -> Result<Vec<String>> {
        let _ = std::fs::remove_dir_all(self.scratch.folder.join("ram/src/bin"));
        let mut names = Vec::new();
        for numbers in numbers.chunks(together) {
            let mut text = String::from(
                "#![allow(unused_imports, missing_docs)]\n#![cfg_attr(target_os = \"none\", no_std, no_main)]\n",
            );
            let mut all = String::new();
            for &number in numbers {
                let code = self.networks.get(number).map_or("", |network| &network.code);
                writeln!(text, "mod network_{number} {{\n{code}\nram::works! {{ {number} }}\n}}")?;
                writeln!(all, "    network_{number}::all();")?;
            }
            writeln!(text, "ram::program!(run);\nfn run() {{\n{all}}}")?;
            let name = format!("program_{}", names.len());
            self.scratch.write(&format!("ram/src/bin/{name}.rs"), &text)?;
            names.push(name);
        }
        Ok(names)
    }

    /// What the programs print on the host.
    pub fn on_host(&self, numbers: &[usize]) -> Result<BTreeMap<usize, Printed>> {
        let mut all = BTreeMap::new();
        let names = self.write(numbers, TOGETHER)?;
        built(self.scratch.command(&["build", "--quiet", "--bins"]))?;
        for name in names {
            let output = Command::new(self.scratch.folder.join("built/debug").join(&name)).output()?;
            if !output.status.success() {
                return Err(format!("{name} on the host: {}", String::from_utf8_lossy(&output.stderr)).into());
            }
            all.extend(Printed::parse(&String::from_utf8_lossy(&output.stdout)));
        }
        Ok(all)
    }

    /// What they print on a board, as far as they come.
    pub fn on_board(
        &self,
        board: &Board,
        level: &str,
        numbers: &[usize],
        together: usize,
    ) -> Result<BTreeMap<usize, Printed>> {
        if numbers.is_empty() {
            return Ok(BTreeMap::new());
        }
        let names = self.write(numbers, together)?;
        let mut command = self.scratch.command(&["build", "--release", "--quiet", "--bins", "--target", board.target]);
        for setting in [&format!("opt-level={level}"), "lto=true", "codegen-units=1", "panic=\"abort\""] {
            command.arg("--config").arg(format!("profile.release.{setting}"));
        }
        command.env("MACHINE", board.machine);
        built(command)?;
        let folder = self.scratch.folder.join("built").join(board.target).join("release");
        let mut all = BTreeMap::new();
        for name in names {
            // What was printed before a program broke stands in the error.
            let text = board.run(&folder.join(&name)).unwrap_or_else(|text| text);
            all.extend(Printed::parse(&text));
        }
        Ok(all)
    }
}

/// Runs cargo; what it says is an error.
fn built(mut command: Command) -> Result<()> {
    let output = command.output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}
