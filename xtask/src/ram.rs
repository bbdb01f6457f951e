//! `cargo xtask ram`: every layer gives on chips what it gives on the host, in the stack that its constants state.
//!
//! Programs with some networks each are built for chips and for the host, where they do and print the same: the outputs for an
//! input, how far one fused step moves every tensor, and the outputs behind it. On a chip they also print the stack that both take.

mod networks;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Instant;

use networks::Network;

use crate::firmware::{ALLOWANCE, BOARDS, Board, RV32IMC};
use crate::scratch::{Result, Scratch, root};

/// `opt-level`.
const LEVELS: [&str; 2] = ["3", "\"s\""];

/// The smallest RISC-V, emulated as one.
const SMALL_RISC: Board = Board {
    name: "rv32imc",
    core: "RV32IMC",
    machine: "virt",
    target: RV32IMC,
    processor: "",
    emulator: &["-cpu", "rv32,a=off,f=off,d=off"],
    soft: true,
};

/// How many networks a program has: flash is limited.
const TOGETHER: usize = 8;
/// How far a number may be from that of the host: of itself, or of 1 if it is smaller.
const NEAR: f32 = 1e-5;
/// Bytes of RAM of the smallest board, less what a program takes beside its networks.
const SMALL_RAM: u64 = 16 * 1024 - 1536;

/// Where a network may take more than [`ALLOWANCE`] beyond its constant: which, at what, how much, and why.
type Exception = (fn(&Network) -> bool, &'static str, u64, &'static str);
const EXCEPTIONS: [Exception; 1] =
    [(Network::convolves, FORWARD, 2 * ALLOWANCE, "their loops are nested deeper, as docs/firmware.md says")];

/// One of the two works; the other is `learn`: a trainer is made and takes one fused step.
const FORWARD: &str = "forward";

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
    ("ram/src/lib.rs", include_str!("ram/head.rs")),
    ("ram/src/host.rs", include_str!("../../firmware/src/host.rs")),
    ("ram/src/print.rs", include_str!("../../firmware/src/print.rs")),
    ("ram/src/probe.rs", include_str!("../../firmware/src/probe.rs")),
    ("ram/build.rs", include_str!("../../firmware/build.rs")),
];

/// What a program prints of a network.
#[derive(Default)]
struct Printed {
    /// Bytes that network, trainer, input and outputs take.
    needs: u64,
    /// The numbers by what they are.
    numbers: BTreeMap<String, Vec<f32>>,
    /// Stack and what is stated for it, by work.
    stack: BTreeMap<String, (u64, u64)>,
    learns: bool,
    /// Whether all was printed.
    ends: bool,
}

impl Printed {
    /// What a program prints of its networks, by their numbers.
    fn parse(text: &str) -> BTreeMap<usize, Self> {
        let (mut all, mut last) = (BTreeMap::new(), None);
        for line in text.lines() {
            let mut words = line.split(' ');
            let first = words.next().unwrap_or_default();
            let words: Vec<&str> = words.collect();
            let number = || words.first().and_then(|word| word.parse().ok()).unwrap_or(0);
            if first == "network" {
                last = Some(number() as usize);
            }
            let Some(last) = last else { continue };
            let printed: &mut Self = all.entry(last).or_default();
            match first {
                "network" => {}
                "needs" => printed.needs = number(),
                "learns" => (printed.learns, printed.ends) = (number() == 1, true),
                "measured" => {
                    let value = |name: &str| {
                        let value = words.iter().find_map(|word| word.strip_prefix(name));
                        value.and_then(|value| value.parse().ok()).unwrap_or(0)
                    };
                    let work = words.first().copied().unwrap_or_default();
                    printed.stack.insert(work.into(), (value("stack="), value("planned=")));
                }
                name => {
                    let bits = words.iter().filter_map(|word| u32::from_str_radix(word, 16).ok());
                    printed.numbers.insert(name.into(), bits.map(f32::from_bits).collect());
                }
            }
        }
        all
    }

    /// How far its numbers are at most from those of the host; the first that is too far, as an error.
    fn far(&self, host: &Self) -> std::result::Result<f32, String> {
        let mut worst = 0.0_f32;
        for (name, expected) in &host.numbers {
            let found = self.numbers.get(name).map(Vec::as_slice).unwrap_or_default();
            if found.len() != expected.len() {
                return Err(format!("{name}: {} numbers where the host has {}", found.len(), expected.len()));
            }
            for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
                let far = (found - expected).abs() / expected.abs().max(1.0);
                // What is no number is far too.
                if far.is_nan() || far > NEAR {
                    return Err(format!("{name} {at} is {found:?} where the host has {expected:?}"));
                }
                worst = worst.max(far);
            }
        }
        Ok(worst)
    }
}

/// Builds programs with some networks each, and runs them.
struct Programs<'a> {
    scratch: Scratch,
    networks: &'a [Network],
}

impl<'a> Programs<'a> {
    fn new(networks: &'a [Network]) -> Result<Self> {
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
    fn on_host(&self, numbers: &[usize]) -> Result<BTreeMap<usize, Printed>> {
        let mut all = BTreeMap::new();
        let names = self.write(numbers, TOGETHER)?;
        built(self.scratch.command(&["build", "--quiet", "--bins"]))?;
        for name in names {
            let output = std::process::Command::new(self.scratch.folder.join("built/debug").join(&name)).output()?;
            if !output.status.success() {
                return Err(format!("{name} on the host: {}", String::from_utf8_lossy(&output.stderr)).into());
            }
            all.extend(Printed::parse(&String::from_utf8_lossy(&output.stdout)));
        }
        Ok(all)
    }

    /// What they print on a board, and what went wrong with whole programs.
    fn on_board(
        &self,
        board: &Board,
        level: &str,
        numbers: &[usize],
        together: usize,
    ) -> Result<(BTreeMap<usize, Printed>, Vec<String>)> {
        let names = self.write(numbers, together)?;
        let mut command = self.scratch.command(&["build", "--release", "--quiet", "--bins", "--target", board.target]);
        for setting in [&format!("opt-level={level}"), "lto=true", "codegen-units=1", "panic=\"abort\""] {
            command.arg("--config").arg(format!("profile.release.{setting}"));
        }
        command.env("MACHINE", board.machine);
        built(command)?;
        let folder: PathBuf = self.scratch.folder.join("built").join(board.target).join("release");
        let (mut all, mut broken) = (BTreeMap::new(), Vec::new());
        for name in names {
            // What was printed before a program broke stands in the error.
            let text = board.run(&folder.join(&name)).unwrap_or_else(|text| {
                broken.push(text.lines().next().unwrap_or_default().to_owned());
                text
            });
            all.extend(Printed::parse(&text));
        }
        Ok((all, broken))
    }
}

/// Runs cargo; what it says is an error.
fn built(mut command: std::process::Command) -> Result<()> {
    let output = command.output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}

/// How much a network may take beyond its constant.
fn allowance(network: &Network, work: &str) -> u64 {
    let exception = EXCEPTIONS.iter().find(|(of, at, ..)| *at == work && of(network));
    exception.map_or(ALLOWANCE, |&(_, _, bytes, _)| bytes)
}

/// Whether all is well on the boards, or on the one that is named.
pub fn ram(board: Option<&str>, seed: u64) -> Result<bool> {
    let start = Instant::now();
    let networks = Network::all(seed);
    let boards = BOARDS.iter().filter(|board| ["m0", "m4f"].contains(&board.name)).chain([&SMALL_RISC]);
    let boards: Vec<&Board> = boards.filter(|known| board.is_none_or(|board| board == known.name)).collect();
    if boards.is_empty() {
        return Err("boards are m0, m4f and rv32imc".into());
    }
    let programs = Programs::new(&networks)?;
    let everything: Vec<usize> = (0..networks.len()).collect();
    let host = programs.on_host(&everything)?;
    let seconds = || start.elapsed().as_secs();
    println!("host: {} networks; {} s", host.len(), seconds());

    let (mut wrong, mut unfit) = (Vec::new(), 0);
    let mut table = String::from(
        "| network | work | board | opt-level | stated | stack | beyond |\n|---|---|---|---|--:|--:|--:|\n",
    );
    for &board in &boards {
        let small = board.name == "m0";
        let fits = |number: &&usize| !small || host.get(number).is_some_and(|host| host.needs <= SMALL_RAM);
        let fitting: Vec<usize> = everything.iter().filter(fits).copied().collect();
        unfit += networks.len() - fitting.len();
        for level in LEVELS {
            let place = format!("{}, opt-level {}", board.name, level.trim_matches('"'));
            let (found, broken) = programs.on_board(board, level, &fitting, TOGETHER)?;
            wrong.extend(broken.into_iter().map(|text| format!("{place}: a program {text}")));
            let (mut worst, mut most, before) = (0.0_f32, BTreeMap::new(), wrong.len());
            for &number in &fitting {
                let network = &networks[number];
                let mut say = |text: String| {
                    wrong.push(format!("{place}: {}: {text}\n      {}", network.name, network.declaration()));
                };
                let Some((printed, host)) = found.get(&number).filter(|printed| printed.ends).zip(host.get(&number))
                else {
                    say("does not come to its end".into());
                    continue;
                };
                match printed.far(host) {
                    Ok(far) => worst = worst.max(far),
                    Err(text) => say(text),
                }
                if (printed.learns, host.learns) != (true, true) {
                    say("does not learn".into());
                }
                for (work, &(stack, stated)) in &printed.stack {
                    let beyond = stack as i64 - stated as i64;
                    writeln!(
                        table,
                        "| {} | {work} | {} | {} | {stated} | {stack} | {beyond} |",
                        network.name,
                        board.name,
                        level.trim_matches('"')
                    )?;
                    let most: &mut i64 = most.entry(work.clone()).or_default();
                    *most = beyond.max(*most);
                    let allowed = allowance(network, work);
                    if stack > stated + allowed {
                        say(format!(
                            "{work} takes {stack} bytes of stack: {stated} are stated, {allowed} allowed beyond"
                        ));
                    }
                }
            }
            let most: Vec<String> = most.iter().map(|(work, bytes)| format!("{work} {bytes}")).collect();
            println!(
                "{place}: {} networks, values within {worst:.0e}, bytes beyond what is stated: {}; {} wrong; {} s",
                fitting.len(),
                most.join(", "),
                wrong.len() - before,
                seconds(),
            );
        }
    }
    programs.scratch.write("table.md", &table)?;
    for text in &wrong {
        println!("WRONG {text}");
    }
    let boards = if boards.len() == 1 { "1 board".to_owned() } else { format!("{} boards", boards.len()) };
    let unfit = if unfit == 0 { String::new() } else { format!(", {unfit} do not fit into m0") };
    println!("{} networks, {boards}, {} levels{unfit}: {} wrong", networks.len(), LEVELS.len(), wrong.len());
    Ok(wrong.is_empty())
}
