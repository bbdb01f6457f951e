//! Chores of the workspace: proofs and measurements that are no tests, and firmware.

mod compile_time;
mod corpus;
mod editor;
mod firmware;
mod instructions;
mod layers;
mod mutate;
mod peers;
mod proof;
mod ram;
mod random;
mod scratch;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask mutate [--seed N] [--count M] [--layer L]   valid declarations compile, mutated ones do not
cargo xtask corpus   what newcomers' mistakes are told, by kind
cargo xtask compile-time [--runs N] [--bless]   what a declaration adds to `cargo check`, and lines of its expansion
cargo xtask instructions [--bless]   kernels take the instructions of instructions.txt, however they are built; under Valgrind
cargo xtask proof   no layer of the catalogue links a path to a panic
cargo xtask ram [--board B] [--values] [--seed N] [--together M]   every layer gives on chips what it gives on the host, in the stack that is stated; under emulation
cargo xtask editor   what an editor shows of a declaration; with rust-analyzer";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str, default: u64| -> u64 {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)).and_then(|value| value.parse().ok()).unwrap_or(default)
    };
    let result = match arguments.first().map(String::as_str) {
        Some("mutate") => {
            let at = arguments.iter().position(|argument| argument == "--layer");
            let layer = at.and_then(|at| arguments.get(at + 1)).map(String::as_str);
            mutate::mutate(option("--seed", 7), option("--count", 300) as usize, layer)
        }
        Some("corpus") => corpus::corpus(),
        Some("compile-time") => {
            compile_time::compile_time(option("--runs", 7) as usize, arguments.iter().any(|word| word == "--bless"))
        }
        Some("instructions") => instructions::instructions(arguments.iter().any(|word| word == "--bless")),
        Some("proof") => proof::proof(),
        Some("ram") => {
            let at = arguments.iter().position(|argument| argument == "--board");
            let board = at.and_then(|at| arguments.get(at + 1)).map(String::as_str);
            let judges_stack = arguments.iter().all(|word| word != "--values");
            ram::ram(board, judges_stack, option("--seed", 7), option("--together", ram::TOGETHER as u64) as usize)
        }
        Some("editor") => editor::editor(),
        Some("peers") => peers::peers(&arguments[1..]),
        Some("firmware") => return firmware::main(&arguments[1..]),
        _ => {
            eprintln!("{USAGE}\n{}\n{}", peers::USAGE, firmware::USAGE);
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
