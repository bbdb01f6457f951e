//! `firmware/sizes.md`: what every program costs on every board, checked in and compared.

use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};

/// Program, work and board of a row; boards are ordered as they are listed.
pub type Key = (String, String, usize);

/// What the work of plain loops of C is called, or how that begins.
const IN_C: &str = "infer-in-c";

/// The columns with numbers.
#[derive(Clone, Copy)]
pub enum Column {
    Instructions,
    MultiplyAdds,
    Cycles,
    NewerCycles,
    Stack,
    Planned,
    Code,
    StaticRam,
}

/// Their names in the table.
const COLUMNS: [&str; 8] =
    ["instructions", "multiply-adds", "cycles", "M0+ cycles", "stack", "planned", "code", "static RAM"];
/// Columns that are derived: behind which they stand, their names, and what they tell for one multiply-add.
const DERIVED: [(Column, &str, Column); 2] = [
    (Column::MultiplyAdds, "per multiply-add", Column::Instructions),
    (Column::Cycles, "cycles per multiply-add", Column::Cycles),
];

/// One row: nothing where a program does not fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Numbers under their column; nothing where there is none.
    numbers: [Option<u64>; COLUMNS.len()],
    /// The program does not fit.
    unfit: bool,
}

impl Row {
    /// That of a program that does not fit.
    pub fn unfit() -> Self {
        Self { unfit: true, ..Self::default() }
    }

    /// Reads what a program prints of a work: its name, and `instructions=1000 multiply_adds=10 …`, where 0 is nothing.
    pub fn printed(line: &str) -> Option<(String, Self)> {
        let mut words = line.split(' ').skip(1);
        let (work, mut row) = (words.next()?, Self::default());
        for (name, value) in words.filter_map(|word| word.split_once('=')) {
            if let Some(column) = COLUMNS.iter().position(|column| *column == name.replace('_', "-")) {
                row.numbers[column] = value.parse().ok().filter(|&value| value > 0);
            }
        }
        Some((work.to_owned(), row))
    }
}

impl Index<Column> for Row {
    type Output = Option<u64>;

    fn index(&self, column: Column) -> &Option<u64> {
        &self.numbers[column as usize]
    }
}

impl IndexMut<Column> for Row {
    fn index_mut(&mut self, column: Column) -> &mut Option<u64> {
        &mut self.numbers[column as usize]
    }
}

/// How far it may always be off, or a thousandth: the folder of a build decides how functions are ordered, and that what a
/// jump costs.
const ORDER: u64 = 4;
/// How far a number may be off, in percent, where the compiler or the emulator is another.
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
        let mut names = Vec::new();
        for line in text.lines() {
            if let Some(compiler) = line.strip_prefix(COMPILER) {
                table.compiler = compiler.to_owned();
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, program, work, board, cells @ ..] = cells.as_slice() else { continue };
            if *board == "board" {
                names = cells.to_vec();
            }
            let Some(board) = boards.iter().position(|name| name == board) else { continue };
            let unfit = cells.first().is_some_and(|cell| *cell == "does not fit");
            let mut row = Row { unfit, ..Row::default() };
            for (name, cell) in names.iter().zip(cells) {
                if let Some(column) = COLUMNS.iter().position(|column| column == name) {
                    row.numbers[column] = cell.parse().ok();
                }
            }
            table.rows.insert((program.to_string(), work.to_string(), board), row);
        }
        table
    }

    /// The file.
    pub fn text(&self, head: &str, boards: &[&str]) -> String {
        let mut text = format!("{head}\n{COMPILER}{}\n\n| program | work | board |", self.compiler);
        let derived = |at: usize| DERIVED.iter().find(|(behind, ..)| *behind as usize == at);
        for (at, name) in COLUMNS.iter().enumerate() {
            text += &format!(" {name} |");
            if let Some((_, name, _)) = derived(at) {
                text += &format!(" {name} |");
            }
        }
        text += &format!("\n|---|---|---|{}\n", "--:|".repeat(COLUMNS.len() + DERIVED.len()));
        for ((program, work, board), row) in &self.rows {
            let board = boards.get(*board).copied().unwrap_or_default();
            text += &format!("| {program} | {work} | {board} |");
            if row.unfit {
                text += &format!(" does not fit |{}\n", " |".repeat(COLUMNS.len() + DERIVED.len() - 1));
                continue;
            }
            for (at, number) in row.numbers.iter().enumerate() {
                text += &number.map_or(" |".into(), |number| format!(" {number} |"));
                if let Some((.., of)) = derived(at) {
                    text += &match (row[*of], row[Column::MultiplyAdds]) {
                        (Some(number), Some(multiply_adds)) => {
                            format!(" {:.2} |", number as f64 / multiply_adds as f64)
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
        let percent = if self.compiler == measured.compiler { 0 } else { PERCENT };
        // What another compiler makes of C says nothing about the library.
        let same = |key: &Key| percent == 0 || !key.1.starts_with(IN_C);
        for (key, row) in measured.rows.iter().filter(|(key, _)| same(key)) {
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
                if a.abs_diff(b) > (a * percent / 100).max(a / 1000).max(ORDER) {
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
        let (work, mut row) =
            Row::printed("measured infer instructions=1000 multiply_adds=10 stack=80 planned=0").unwrap();
        assert_eq!(work, "infer");
        row[Column::Cycles] = Some(1234);
        row[Column::StaticRam] = Some(0);
        table.rows.insert(("xor".into(), "infer".into(), 1), row);
        table.rows.insert(("anomaly".into(), "infer".into(), 0), Row::unfit());
        let text = table.text("# Sizes\n", &boards);
        assert!(
            text.ends_with("\n| xor | infer | m4f | 1000 | 10 | 100.00 | 1234 | 123.40 | | 80 | | | 0 |\n"),
            "{text}"
        );
        let again = Table::parse(&text, &boards);
        assert_eq!((&again.rows, &again.compiler), (&table.rows, &table.compiler));
        assert!(again.differences(&table, &boards).is_empty());
        let row = table.rows.get_mut(&("xor".into(), "infer".into(), 1)).unwrap();
        row[Column::Cycles] = Some(1258);
        assert_eq!(again.differences(&table, &boards), ["xor infer on m4f: cycles 1234 in the table, 1258 measured"]);
        table.compiler = "rustc 2".into();
        assert!(again.differences(&table, &boards).is_empty());
        table.rows.get_mut(&("xor".into(), "infer".into(), 1)).unwrap()[Column::Cycles] = Some(1259);
        assert_eq!(again.differences(&table, &boards), ["xor infer on m4f: cycles 1234 in the table, 1259 measured"]);
    }
}
