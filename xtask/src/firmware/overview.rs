//! The small tables that README and documentation take out of `firmware/sizes.md`.

use std::path::Path;
use std::{fs, io};

use super::table::{Column, Table};

/// A small table: who has it behind a line, its columns, and its own lines: what they tell, and where that stands.
struct Overview {
    begin: &'static str,
    readers: &'static [&'static str],
    boards: &'static [(&'static str, &'static str)],
    lines: &'static [(&'static str, &'static str, &'static str, Column)],
}
const END: &str = "<!-- end of the table -->\n";

#[rustfmt::skip]
const OVERVIEWS: [Overview; 4] = [
    Overview {
        begin: "<!-- from firmware/sizes.md, written by `cargo xtask firmware --bless` -->\n",
        readers: &["README.md", "nn-core/docs/firmware.md"],
        boards: &BOARDS,
        lines: &[
            ("`xor` 2-4-1, one answer: instructions", "xor", "infer", Column::Instructions),
            ("`xor`, one step of training: instructions", "xor", "step", Column::Instructions),
            ("`digits` 64-100-50-10, one answer: instructions", "digits", "infer", Column::Instructions),
            ("the same, modelled cycles", "digits", "infer", Column::Cycles),
            ("the same, bytes of stack", "digits", "infer", Column::Stack),
            ("the same, bytes of code beside the weights", "digits", "infer", Column::Code),
            ("`finetune`, the last layer of `digits` learns an image: instructions", "finetune", "step", Column::Instructions),
            ("`cnn`, two convolutions, 192,064 multiply-adds: instructions", "cnn", "infer", Column::Instructions),
            ("`keyword`, one frame of a stream by `Gru(24)`: instructions", "keyword", "step", Column::Instructions),
            ("`anomaly`, 264,192 multiply-adds: instructions", "anomaly", "infer", Column::Instructions),
            ("the same, modelled cycles", "anomaly", "infer", Column::Cycles),
        ],
    },
    Overview {
        begin: "<!-- beside C, from firmware/sizes.md -->\n",
        readers: &["nn-core/docs/firmware.md"],
        boards: &[("m4f", "M4F")],
        lines: &[
            ("`cnn` by this library: instructions", "cnn", "infer", Column::Instructions),
            ("the same, modelled cycles", "cnn", "infer", Column::Cycles),
            ("the same, bytes of stack", "cnn", "infer", Column::Stack),
            ("plain loops of C, `-Ofast`: instructions", "cnn", "infer-in-c", Column::Instructions),
            ("the same, modelled cycles", "cnn", "infer-in-c", Column::Cycles),
            ("the same, bytes of stack", "cnn", "infer-in-c", Column::Stack),
            ("the same, `-Ofast -ffp-contract=off`: instructions", "cnn", "infer-in-c-unfused", Column::Instructions),
            ("the same, modelled cycles", "cnn", "infer-in-c-unfused", Column::Cycles),
        ],
    },
    Overview {
        begin: "<!-- code by choices, from firmware/sizes.md -->\n",
        readers: &["nn-core/docs/firmware.md"],
        boards: &BOARDS,
        lines: &[
            ("a fused step of `xor`", "choices", "constant", Column::Code),
            ("the same, from first weights drawn uniformly", "choices", "draw-uniform", Column::Code),
            ("the same, from normal first weights", "choices", "draw-normal", Column::Code),
            ("a fused step with a rate that warms up and falls along a cosine", "choices", "cosine", Column::Code),
            ("a fused step, and `slots` to load and save", "choices", "save", Column::Code),
            ("a step of `Adam` on a mini-batch", "choices", "adam", Column::Code),
        ],
    },
    Overview {
        begin: "<!-- stack of slots, from firmware/sizes.md -->\n",
        readers: &["nn-core/docs/firmware.md"],
        boards: &BOARDS,
        lines: &[
            ("`save`: bytes of stack", "choices", "save", Column::Stack),
            ("`load`: bytes of stack", "choices", "load", Column::Stack),
        ],
    },
];

/// The usual columns.
const BOARDS: [(&str, &str); 6] =
    [("m0", "Cortex-M0"), ("m3", "M3"), ("m4f", "M4F"), ("m33", "M33"), ("rv32", "RV32IMAC"), ("rv32f", "RV32IMAFC")];

/// The small table of a large one.
fn overview(of: &Overview, table: &Table, boards: &[&str]) -> String {
    let mut text =
        format!("| |{}\n|---|", of.boards.iter().map(|(_, core)| format!(" {core} |")).collect::<Vec<_>>().concat());
    text += &"--:|".repeat(of.boards.len());
    for &(about, program, work, column) in of.lines {
        text += &format!("\n| {about} |");
        for (board, _) in of.boards {
            let board = boards.iter().position(|name| name == board).unwrap_or_default();
            let row = table.rows.get(&(program.to_owned(), work.to_owned(), board));
            let number = row.and_then(|row| row[column]);
            text += &number.map_or(" |".to_owned(), |number| format!(" {} |", grouped(number)));
        }
    }
    text + "\n"
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// A text with the table between its two lines; nothing if they are not there.
fn with_table(text: &str, begin: &str, overview: &str) -> Option<String> {
    let (before, rest) = text.split_once(begin)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{begin}\n{overview}\n{END}{after}"))
}

/// Writes it wherever it belongs.
pub fn write(root: &Path, table: &Table, boards: &[&str]) -> io::Result<()> {
    for of in &OVERVIEWS {
        for reader in of.readers {
            let file = root.join(reader);
            let text = with_table(&fs::read_to_string(&file)?, of.begin, &overview(of, table, boards));
            fs::write(&file, text.ok_or_else(|| io::Error::other(format!("{reader} has no place for a table")))?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::boards;
    use super::*;

    #[test]
    fn readers_say_what_the_table_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let names = boards::BOARDS.map(|board| board.name);
        let table = Table::parse(&fs::read_to_string(root.join("firmware/sizes.md")).unwrap(), &names);
        for of in &OVERVIEWS {
            let overview = overview(of, &table, &names);
            assert!(!overview.contains("| | | | |\n"), "an empty line:\n{overview}");
            for reader in of.readers {
                let text = fs::read_to_string(root.join(reader)).unwrap();
                assert_eq!(with_table(&text, of.begin, &overview).as_ref(), Some(&text), "{reader}");
            }
        }
    }

    #[test]
    fn groups() {
        assert_eq!([7, 999, 1000, 12_345, 1_234_567].map(grouped), ["7", "999", "1,000", "12,345", "1,234,567"]);
    }
}
