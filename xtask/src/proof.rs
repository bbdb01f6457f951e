//! `cargo xtask proof`: no layer of the catalogue links a path to a panic, whatever a chip is optimised for.
//!
//! A program is made from the catalogue, with entries of its own for every layer, and linked for bare metal. Its panic handler
//! calls what does not exist, so that one path that is left after optimisation breaks the link.

use std::process::Output;

use crate::firmware::{Elf, PANIC, RV32IMC};
use crate::layers::{Network, layers};
use crate::scratch::{Result, Scratch};

/// Boards, and their targets.
const TARGETS: [(&str, &str); 3] =
    [("m0", "thumbv6m-none-eabi"), ("m4f", "thumbv7em-none-eabihf"), ("rv32imc", RV32IMC)];

/// `opt-level`.
const LEVELS: [&str; 3] = ["3", "\"s\"", "\"z\""];

/// What is done with every network.
const WORKS: [&str; 4] = ["forward", "backward", "step", "fused step"];

/// The same for all: the panic handler, and the entries of a network.
const HEAD: &str = include_str!("proof/head.rs");

/// The inputs of a network that takes features.
const INPUTS: usize = 64;

impl Network {
    /// How the entry is called that goes along a series, if it has one.
    fn stream(&self) -> Option<String> {
        (!self.declaration.contains(&format!("input: [f32; {INPUTS}]"))).then(|| format!("{}: stream", self.name))
    }

    /// How its entries are called.
    fn entries(&self) -> Vec<String> {
        let works = WORKS.iter().filter(|work| !self.of_batch || **work != "fused step");
        works.map(|work| format!("{}: {work}", self.name)).collect()
    }
}

/// The program with some networks.
fn program(networks: &[&Network]) -> String {
    let mut text = HEAD.to_owned();
    let mut all = String::new();
    for (number, network) in networks.iter().enumerate() {
        let entries = network.entries().iter().map(|entry| format!("{entry:?}")).collect::<Vec<_>>().join(" ");
        let batch = if network.of_batch { "#[batch(4)]" } else { "" };
        text += &format!(
            "mod network_{number} {{\n    use nn_core::Index;\n    nn_core::network! {{ {batch} pub struct Net {{ {} }} }}\n    entries! {{ {entries} }}\n    {}\n}}\n",
            network.declaration,
            network.stream().map(|stream| format!("stream! {{ {stream:?} }}")).unwrap_or_default(),
        );
        if network.stream().is_some() {
            all += &format!("    network_{number}::along();\n");
        }
        all += &format!("    network_{number}::all();\n");
    }
    text + &format!("fn all() {{\n{all}}}\n")
}

/// Links the program.
fn link(scratch: &Scratch, target: &str, level: &str, may_panic: bool) -> Result<Output> {
    let mut command = scratch.command(&["build", "--release", "--quiet", "--target", target]);
    for setting in [&format!("opt-level={level}"), "lto=true", "codegen-units=1", "panic=\"abort\""] {
        command.arg("--config").arg(format!("profile.release.{setting}"));
    }
    if may_panic {
        command.args(["--features", "may-panic"]);
    }
    Ok(command.output()?)
}

/// Whether linking broke for a path to a panic; any other error is an error.
fn panics(output: &Output) -> Result<bool> {
    let text = String::from_utf8_lossy(&output.stderr);
    match (output.status.success(), text.contains(PANIC)) {
        (true, _) => Ok(false),
        (false, true) => Ok(true),
        (false, false) => Err(text.into()),
    }
}

/// Whether all layers are proved on all targets at all levels.
pub fn proof() -> Result<bool> {
    let scratch = Scratch::new("proof", &["proof"])?;
    let manifest = format!(
        "[package]\nname = \"proof\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[features]\nmay-panic = []\n\n\
         [dependencies]\nnn-core = {{ path = {:?}, default-features = false, features = [\"macros\"] }}\n",
        crate::scratch::root().join("nn-core")
    );
    scratch.write("proof/Cargo.toml", &manifest)?;
    let write = |networks: &[&Network]| scratch.write("proof/src/main.rs", &program(networks));
    let networks = Network::all(INPUTS);
    let networks: Vec<&Network> = networks.iter().collect();
    let mut wrong = Vec::new();
    for (board, target) in TARGETS {
        for level in LEVELS {
            let place = format!("{board}, opt-level {}", level.trim_matches('"'));
            write(networks.get(..1).unwrap_or_default())?;
            if !panics(&link(&scratch, target, level, true)?)? {
                wrong.push(format!("{place}: a panic does not break the link"));
            }
            write(&networks)?;
            if panics(&link(&scratch, target, level, false)?)? {
                for network in &networks {
                    write(&[network])?;
                    if panics(&link(&scratch, target, level, false)?)? {
                        wrong.push(format!("{place}: {} panics: {}", network.name, network.declaration));
                    }
                }
                println!("{place}: WRONG");
                continue;
            }
            let elf = Elf::read(&scratch.folder.join("built").join(target).join("release/proof"))?;
            let entries = networks.iter().flat_map(|network| network.entries().into_iter().chain(network.stream()));
            let missing: Vec<String> =
                entries.filter(|entry| !elf.symbols.iter().any(|(symbol, ..)| symbol == entry)).collect();
            println!("{place}: {} networks", networks.len());
            wrong.extend(missing.into_iter().map(|entry| format!("{place}: no entry `{entry}` is linked")));
        }
    }
    for text in &wrong {
        println!("WRONG {text}");
    }
    let layers = layers().count();
    println!("{layers} layers, {} boards, {} levels: {} wrong", TARGETS.len(), LEVELS.len(), wrong.len());
    Ok(wrong.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_has_entries() {
        let text = program(&Network::all(INPUTS).iter().collect::<Vec<_>>());
        for network in Network::all(INPUTS) {
            assert!(network.entries().iter().all(|entry| text.contains(&format!("{entry:?}"))), "{}", network.name);
        }
        assert!(layers().all(|(entry, _)| text.contains(&format!("\"{} 0: step\"", entry.name))));
    }
}
