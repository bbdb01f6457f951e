//! The networks called from C: the library of `firmware/c-abi`, its header, and a program that is given nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::boards::Board;
use super::build::{Builder, Failure, PANIC, differ};
use super::elf::Elf;

/// The board it runs on.
pub const BOARD: &str = "m4f";
/// The program of Rust that it runs with: it prints the same, and then what `xor` prints.
pub const BESIDE: &str = "digits";

const COMPILER: &str = "arm-none-eabi-gcc";
#[rustfmt::skip]
const FLAGS: [&str; 15] = [
    "-Wall", "-Wextra", "-Werror", "-pedantic",
    "-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard",
    "-Os", "-ffreestanding", "-nostdlib", "-ffunction-sections", "-fdata-sections",
    "-Wl,--gc-sections", "-Wl,-z,noexecstack",
];
const SOURCES: [&str; 5] = ["main.c", "board/start.c", "board/host.c", "board/stack.c", "board/images.s"];
const HEADER: &str = "include/networks.h";

impl Builder {
    /// Library, header and program: all that can be wrong about them.
    pub fn in_c(&self, board: &Board) -> Result<(), Failure> {
        let folder = self.folder.join("c-abi");
        let library = self.library(board, &[])?;
        self.compare_header(&folder.join(HEADER), &library)?;
        let mut as_cpp = Command::new(COMPILER);
        run(as_cpp.current_dir(&folder).args(FLAGS).args(["-std=c++11", "-fsyntax-only", "-xc++", HEADER]))?;

        let program = self.target.join("networks.elf");
        let broken = self.library(board, &["--features", "may-panic"])?;
        match compile(&folder, &broken, &program) {
            Err(text) if text.contains(PANIC) => {}
            Err(text) => return Err(text.into()),
            Ok(()) => return Err("a panic does not break the link".to_owned().into()),
        }

        let library = self.library(board, &[])?;
        compile(&folder, &library, &program)?;
        Elf::read(&program)?.judge(&["DIGITS"])?;
        let expected = ["digits", "xor"].map(|name| fs::read_to_string(self.expected(name, false)).unwrap_or_default());
        Ok(differ(&expected.concat(), &board.run(&program)?)?)
    }

    fn library(&self, board: &Board, features: &[&str]) -> Result<PathBuf, String> {
        let output = self.cargo(board.target, Some(board), &[&["--package", "c-abi"], features].concat())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(self.built(Some(board)).join(board.target).join("release/libnetworks.a"))
    }

    /// Compares the header that is checked in with the one that stands in the library, or writes it.
    fn compare_header(&self, file: &Path, library: &Path) -> Result<(), String> {
        let bytes = fs::read(library).map_err(|error| format!("{}: {error}", library.display()))?;
        let header = header_in(&bytes).ok_or_else(|| format!("{}: no header in it", library.display()))?;
        if self.bless {
            return fs::write(file, header).map_err(|error| format!("{}: {error}", file.display()));
        }
        let checked_in = fs::read_to_string(file).unwrap_or_default();
        differ(&String::from_utf8_lossy(header), &checked_in).map_err(|text| {
            format!("firmware/c-abi/{HEADER} is not the library's\n{text}\n\nhelp: `cargo xtask firmware --bless`")
        })
    }
}

/// Which compiler of C it is.
pub fn version() -> String {
    let output = Command::new(COMPILER).arg("-dumpfullversion").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    format!("{COMPILER} {version}")
}

fn compile(folder: &Path, library: &Path, program: &Path) -> Result<(), String> {
    let mut command = Command::new(COMPILER);
    command.current_dir(folder).arg("-std=c99").args(FLAGS).args(["-Iinclude", "-I../weights"]).args(SOURCES);
    run(command.arg(library).args(["-T", "board/mps2-an386.ld", "-o"]).arg(program))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{COMPILER}: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// The text from the guard of the header to its end.
fn header_in(library: &[u8]) -> Option<&[u8]> {
    let find = |bytes: &[u8], text: &str| bytes.windows(text.len()).position(|window| window == text.as_bytes());
    const END: &str = "#endif /* NETWORKS_H */\n";
    let header = library.get(find(library, "#ifndef NETWORKS_H\n")?..)?;
    header.get(..find(header, END)? + END.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_header() {
        let library = b"\x7fELF\0\n#ifndef NETWORKS_H\n#define NETWORKS_H\n#endif /* NETWORKS_H */\n\0\xff";
        let header = header_in(library).unwrap();
        assert_eq!(header, b"#ifndef NETWORKS_H\n#define NETWORKS_H\n#endif /* NETWORKS_H */\n");
        assert!(header_in(b"#ifndef NETWORKS_H\n").is_none());
    }
}
