//! The network `cnn` by plain loops of C (`firmware/in-c`): it answers the same, and may not be faster.

use super::boards::Board;
use super::build::Failure;
use super::table::{Column, Row};
use super::{Program, Run, near};

/// The program that it stands beside, and how what it does is called there begins.
pub const BESIDE: &str = "cnn";
pub const WORK: &str = "infer-in-c";

impl Run {
    /// Measures it, compiled in two ways, by the counter that measures the library.
    pub fn twin(&mut self, program: &Program, index: usize, board: &Board) -> Result<(), Failure> {
        let (file, _) = self.builder.build_with(board, "cnn_in_c", &["--features", "in-c"])?;
        let (printed, rows) = self.measure(board, &file)?;
        let (fused, unfused) = printed.split_at(printed.len() / 2);
        for printed in [fused, unfused] {
            near(&self.builder.expected(program.name, board.soft), &printed.join("\n"))?;
        }
        if rows.len() != 2 {
            return Err(format!("{} measurements where two are expected", rows.len()).into());
        }
        let key = |work: &str| (program.name.to_owned(), work.to_owned(), index);
        let ours = self.measured.rows.get(&key("infer")).cloned().unwrap_or_default();
        let judged = rows.iter().map(|(_, row)| judge(&ours, row)).collect();
        self.measured.rows.extend(rows.into_iter().map(|(work, row)| (key(&work), row)));
        Ok(judged?)
    }
}

/// An error if C takes less than the library of either.
fn judge(ours: &Row, in_c: &Row) -> Result<(), String> {
    for (column, name) in [(Column::Instructions, "instructions"), (Column::Cycles, "cycles")] {
        match (ours[column], in_c[column]) {
            (Some(ours), Some(in_c)) if ours <= in_c => {}
            (Some(ours), Some(in_c)) => {
                return Err(format!("the library takes {ours} {name}, plain loops of C {in_c}"));
            }
            _ => return Err(format!("no {name} to compare")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_may_not_be_faster() {
        let row = |instructions, cycles| {
            let mut row = Row::default();
            (row[Column::Instructions], row[Column::Cycles]) = (Some(instructions), cycles);
            row
        };
        let ours = row(500, Some(700));
        assert_eq!(judge(&ours, &row(500, Some(700))), Ok(()));
        assert_eq!(
            judge(&ours, &row(499, Some(900))).unwrap_err(),
            "the library takes 500 instructions, plain loops of C 499"
        );
        assert_eq!(
            judge(&ours, &row(900, Some(699))).unwrap_err(),
            "the library takes 700 cycles, plain loops of C 699"
        );
        assert_eq!(judge(&ours, &row(900, None)).unwrap_err(), "no cycles to compare");
    }
}
