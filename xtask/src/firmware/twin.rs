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
        let judged = rows.iter().try_for_each(|(_, row)| judge(&ours, row));
        self.measured.rows.extend(rows.into_iter().map(|(work, row)| (key(&work), row)));
        Ok(judged?)
    }
}

/// An error if C takes fewer cycles. (Instructions are no measure here: a fused multiply-add is one, and takes longer than two.)
fn judge(ours: &Row, in_c: &Row) -> Result<(), String> {
    match (ours[Column::Cycles], in_c[Column::Cycles]) {
        (Some(ours), Some(in_c)) if ours <= in_c => Ok(()),
        (Some(ours), Some(in_c)) => Err(format!("the library takes {ours} cycles, plain loops of C {in_c}")),
        _ => Err("no cycles to compare".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_may_not_be_faster() {
        let row = |cycles| {
            let mut row = Row::default();
            row[Column::Cycles] = cycles;
            row
        };
        let ours = row(Some(700));
        assert_eq!(judge(&ours, &row(Some(700))), Ok(()));
        assert_eq!(judge(&ours, &row(Some(699))).unwrap_err(), "the library takes 700 cycles, plain loops of C 699");
        assert_eq!(judge(&ours, &row(None)).unwrap_err(), "no cycles to compare");
    }
}
