//! `firmware/sizes.md`: what every program costs on every board, checked in and compared.

use std::collections::BTreeMap;

/// Program, work and board of a row; boards are ordered as they are listed.
pub type Key = (String, String, usize);

/// One row: nothing where a program does not fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Numbers under their column, in the order of [`COLUMNS`]; nothing where there is none.
    pub numbers: [Option<u64>; COLUMNS.len()],
    /// The program does not fit.
    pub unfit: bool,
}

/// The columns with numbers.
pub const COLUMNS: [&str; 6] = ["instructions", "multiply-adds", "stack", "planned", "code", "static RAM"];

/// How far a number may be off.
const PERCENT: u64 = 2;

/// The table, and the compiler it was made with.
#[derive(Default)]
pub struct Table {
    pub compiler: String,
    pub rows: BTreeMap<Key, Row>,
}

const COMPILER: &str = "Compiler: ";

impl Table {
    /// Reads the file.
    pub fn parse(text: &str, boards: &[&str]) -> Self {
        let mut table = Self::default();
        for line in text.lines() {
            if let Some(compiler) = line.strip_prefix(COMPILER) {
                table.compiler = compiler.to_owned();
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, program, work, board, cells @ ..] = cells.as_slice() else { continue };
            let Some(board) = boards.iter().position(|name| name == board) else { continue };
            let unfit = cells.first().is_some_and(|cell| *cell == "does not fit");
            let mut row = Row { unfit, ..Row::default() };
            // Instructions per multiply-add stand between and are derived.
            let cells = cells.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, cell)| cell);
            for (number, cell) in row.numbers.iter_mut().zip(cells) {
                *number = cell.replace(' ', "").parse().ok();
            }
            table.rows.insert((program.to_string(), work.to_string(), board), row);
        }
        table
    }

    /// The file.
    pub fn text(&self, head: &str, boards: &[&str]) -> String {
        let mut text = format!("{head}\n{COMPILER}{}\n\n", self.compiler);
        text += "| program | work | board | instructions | multiply-adds | per multiply-add | stack | planned | code | static RAM |\n";
        text += "|---|---|---|--:|--:|--:|--:|--:|--:|--:|\n";
        for ((program, work, board), row) in &self.rows {
            let board = boards.get(*board).copied().unwrap_or_default();
            text += &format!("| {program} | {work} | {board} |");
            if row.unfit {
                text += " does not fit | | | | | | |\n";
                continue;
            }
            let [instructions, multiply_adds, ..] = row.numbers;
            for (at, number) in row.numbers.iter().enumerate() {
                text += &number.map(|number| format!(" {number} |")).unwrap_or(" |".into());
                if at == 1 {
                    text += &match (instructions, multiply_adds) {
                        (Some(instructions), Some(multiply_adds)) => {
                            format!(" {:.2} |", instructions as f64 / multiply_adds as f64)
                        }
                        _ => " |".into(),
                    };
                }
            }
            text.push('\n');
        }
        text
    }

    /// What is different in the rows that were measured.
    pub fn differences(&self, measured: &Self, boards: &[&str]) -> Vec<String> {
        let mut differences = Vec::new();
        for (key, row) in &measured.rows {
            let name = format!("{} {} on {}", key.0, key.1, boards.get(key.2).copied().unwrap_or_default());
            let Some(known) = self.rows.get(key) else {
                differences.push(format!("{name}: not in the table"));
                continue;
            };
            if known.unfit != row.unfit {
                differences.push(format!("{name}: {}", if row.unfit { "does not fit any more" } else { "fits now" }));
                continue;
            }
            for ((column, known), found) in COLUMNS.iter().zip(known.numbers).zip(row.numbers) {
                let (a, b) = (known.unwrap_or(0), found.unwrap_or(0));
                if a.abs_diff(b) * 100 > a * PERCENT {
                    differences.push(format!("{name}: {column} {a} in the table, {b} measured"));
                }
            }
        }
        differences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_compares() {
        let boards = ["m0", "m4f"];
        let mut table = Table { compiler: "rustc 1".into(), ..Table::default() };
        let numbers = [Some(1000), Some(10), Some(80), None, Some(820), Some(0)];
        table.rows.insert(("xor".into(), "infer".into(), 1), Row { numbers, unfit: false });
        table.rows.insert(("anomaly".into(), "infer".into(), 0), Row { unfit: true, ..Row::default() });
        let again = Table::parse(&table.text("# Sizes\n", &boards), &boards);
        assert_eq!((&again.rows, &again.compiler), (&table.rows, &table.compiler));
        assert!(again.differences(&table, &boards).is_empty());
        let row = table.rows.get_mut(&("xor".into(), "infer".into(), 1)).unwrap();
        row.numbers[0] = Some(1020);
        assert!(again.differences(&table, &boards).is_empty());
        table.rows.get_mut(&("xor".into(), "infer".into(), 1)).unwrap().numbers[0] = Some(1021);
        assert_eq!(
            again.differences(&table, &boards),
            ["xor infer on m4f: instructions 1000 in the table, 1021 measured"]
        );
    }
}
