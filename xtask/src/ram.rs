//! `cargo xtask ram`: every layer gives on chips what it gives on the host, in the stack that its constants state.
//!
//! Programs with some networks each are built for chips and for the host, where they do and print the same: the outputs for an
//! input, how far one fused step moves every tensor, and the outputs behind it. On a chip they also print the stack that both take.

mod networks;
mod printed;
mod programs;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Instant;

use networks::Network;
use printed::Printed;
use programs::Programs;
pub use programs::TOGETHER;

use crate::firmware::{ALLOWANCE, BOARDS, Board, RV32IMC};
use crate::scratch::{Result, root};

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

/// The smallest board.
const SMALL: &str = "m0";
/// Bytes of its RAM, less what a program takes beside its networks.
const SMALL_RAM: u64 = 16 * 1024 - 2048;

/// The head of the table.
const HEAD: &str = "| network | work | board | opt-level | stated | stack | beyond |\n|---|---|---|---|--:|--:|--:|\n";

/// Where a network may take more than [`ALLOWANCE`] beyond its constant: which, at what, how much, and why.
type Exception = (fn(&Network) -> bool, &'static str, u64, &'static str);
const EXCEPTIONS: [Exception; 1] =
    [(Network::convolves, FORWARD, 2 * ALLOWANCE, "their loops are nested deeper, as docs/firmware.md says")];

/// One of the works; the other is `step`: a fused step, beside `FUSED_TRAINING_BYTES` without those of the trainer, which is there.
const FORWARD: &str = "forward";

/// How much a network may take beyond its constant.
fn allowance(network: &Network, work: &str) -> u64 {
    let exception = EXCEPTIONS.iter().find(|(of, at, ..)| *at == work && of(network));
    exception.map_or(ALLOWANCE, |&(_, _, bytes, _)| bytes)
}

/// What is wrong with a network on a board, if anything is.
fn faults(network: &Network, printed: &Printed, host: &Printed, judges_stack: bool) -> Vec<String> {
    let mut faults: Vec<String> = printed.far(host).err().into_iter().collect();
    if (printed.learns, host.learns) != (true, true) {
        faults.push("does not learn".into());
    }
    for (work, &(stack, stated)) in printed.stack.iter().filter(|_| judges_stack) {
        let allowed = allowance(network, work);
        if stack > stated + allowed {
            faults.push(format!("{work} takes {stack} of {stated} + {allowed} bytes"));
        }
    }
    faults
}

/// What is measured in a run.
struct Run<'a> {
    networks: &'a [Network],
    programs: Programs<'a>,
    host: BTreeMap<usize, Printed>,
    judges_stack: bool,
    start: Instant,
    /// All that was measured, as a table.
    table: String,
    wrong: Vec<String>,
}

impl Run<'_> {
    /// Some networks on a board at a level.
    fn at(&mut self, board: &Board, level: &str, numbers: &[usize], together: usize) -> Result<()> {
        let shown = level.trim_matches('"');
        let mut found = self.programs.on_board(board, level, numbers, together)?;
        // A network that breaks its program does not stand in the way of the others.
        let ends = |found: &BTreeMap<usize, Printed>, number| found.get(number).is_some_and(|printed| printed.ends);
        let again: Vec<usize> = numbers.iter().filter(|number| !ends(&found, number)).copied().collect();
        found.extend(self.programs.on_board(board, level, &again, 1)?);

        let (mut worst, mut most, before) = ((0.0, ""), BTreeMap::new(), self.wrong.len());
        for &number in numbers {
            let (Some(network), Some(host)) = (self.networks.get(number), self.host.get(&number)) else { continue };
            let faults = match found.get(&number).filter(|printed| printed.ends) {
                None => vec!["does not come to its end".into()],
                Some(printed) => {
                    for (work, &(stack, stated)) in &printed.stack {
                        let (name, board, beyond) = (&network.name, board.name, stack as i64 - stated as i64);
                        let most: &mut i64 = most.entry(work.clone()).or_insert(beyond);
                        *most = beyond.max(*most);
                        writeln!(
                            self.table,
                            "| {name} | {work} | {board} | {shown} | {stated} | {stack} | {beyond} |"
                        )?;
                    }
                    let far = printed.far(host).unwrap_or(0.0);
                    if far > worst.0 {
                        worst = (far, network.name.as_str());
                    }
                    faults(network, printed, host, self.judges_stack)
                }
            };
            if !faults.is_empty() {
                let (name, declaration) = (&network.name, network.declaration());
                let faults = faults.join("; ");
                self.wrong.push(format!("{}, opt-level {shown}: {name}: {faults}: {declaration}", board.name));
            }
        }
        let most: Vec<String> = most.iter().map(|(work, bytes)| format!("{work} {bytes}")).collect();
        println!(
            "{}, opt-level {shown}: {} networks, values within {:.0e} ({}), bytes beyond what is stated: {}; {} wrong; {} s",
            board.name,
            numbers.len(),
            worst.0,
            worst.1,
            most.join(", "),
            self.wrong.len() - before,
            self.start.elapsed().as_secs(),
        );
        Ok(())
    }
}

/// Whether all is well on the boards, or on the one that is named, in programs of so many networks; the stack too, if that is judged.
pub fn ram(board: Option<&str>, judges_stack: bool, seed: u64, together: usize) -> Result<bool> {
    let boards = BOARDS.iter().filter(|board| [SMALL, "m4f"].contains(&board.name)).chain([&SMALL_RISC]);
    let boards: Vec<&Board> = boards.filter(|known| board.is_none_or(|board| board == known.name)).collect();
    if boards.is_empty() {
        return Err("boards are m0, m4f and rv32imc".into());
    }
    let (start, networks) = (Instant::now(), Network::all(seed));
    let everything: Vec<usize> = (0..networks.len()).collect();
    let programs = Programs::new(&networks)?;
    let host = programs.on_host(&everything)?;
    println!("host: {} networks; {} s", host.len(), start.elapsed().as_secs());
    let mut run =
        Run { networks: &networks, programs, host, judges_stack, start, table: HEAD.into(), wrong: Vec::new() };
    let fits = |number: &&usize| run.host.get(number).is_some_and(|host| host.needs <= SMALL_RAM);
    let small: Vec<usize> = everything.iter().filter(fits).copied().collect();
    let mut unfit = String::new();
    for &board in &boards {
        let numbers = if board.name == SMALL { &small } else { &everything };
        if numbers.len() < networks.len() {
            unfit = format!(", {} do not fit into {SMALL}", networks.len() - numbers.len());
        }
        for level in LEVELS {
            run.at(board, level, numbers, together)?;
        }
    }
    let table = root().join("target/ram/stack.md");
    std::fs::write(&table, &run.table)?;
    for text in &run.wrong {
        println!("WRONG {text}");
    }
    println!("all that was measured: {}", table.display());
    let (boards, wrong) = (boards.len(), run.wrong.len());
    let plural = if boards == 1 { "" } else { "s" };
    println!("{} networks, {boards} board{plural}, {} levels{unfit}: {wrong} wrong", networks.len(), LEVELS.len());
    Ok(wrong == 0)
}
