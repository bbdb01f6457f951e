//! The network `cnn` by plain loops of C (`firmware/in-c`): it answers the same, and may not be faster.

use super::boards::Board;
use super::build::Failure;
use super::table::Column;
use super::{Program, Run, near};

/// The program that it stands beside, and what its work is called there.
pub const BESIDE: &str = "cnn";
pub const WORK: &str = "infer-in-c";

impl Run {
    /// Measures it, by the counter that measures the library.
    pub fn twin(&mut self, program: &Program, index: usize, board: &Board) -> Result<(), Failure> {
        let (file, elf) = self.builder.build_with(board, "cnn_in_c", &["--features", "in-c"])?;
        let (printed, rows) = self.measure(board, &file)?;
        near(&self.builder.expected(program.name, board.soft), &printed.join("\n"))?;
        let Some((_, mut row)) = rows.into_iter().next() else { return Err("measured nothing".to_owned().into()) };
        let (_, none) = self.builder.build(board, "part_none")?;
        row[Column::StaticRam] = Some(elf.ram().saturating_sub(none.ram()));
        let key = |work: &str| (program.name.to_owned(), work.to_owned(), index);
        let ours = self.measured.rows.get(&key("infer")).cloned().unwrap_or_default();
        let slower = [(Column::Instructions, "instructions"), (Column::Cycles, "cycles")].into_iter().find_map(|(column, name)| {
            let (ours, twin) = (ours[column]?, row[column]?);
            (ours > twin).then(|| format!("the library takes {ours} {name}, plain loops of C {twin}"))
        });
        self.measured.rows.insert(key(WORK), row);
        slower.map_or(Ok(()), |text| Err(text.into()))
    }
}
