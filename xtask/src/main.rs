//! Chores of the workspace: `cargo xtask firmware`.

mod firmware;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first().map(|(command, rest)| (command.as_str(), rest)) {
        Some(("firmware", rest)) => firmware::main(rest),
        _ => {
            eprintln!("{}", firmware::USAGE);
            ExitCode::from(64)
        }
    }
}
