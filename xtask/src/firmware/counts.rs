//! Which instructions the measured works of a program execute, and how often: what the plugin of `firmware/count` writes.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::PathBuf;
use std::process::Command;

use super::build::Builder;
use super::cycles::Model;
use super::executed::Executed;

impl Builder {
    /// Builds the plugin.
    pub fn plugin(&self) -> Result<PathBuf, String> {
        let mut command = Command::new("cargo");
        command.current_dir(&self.folder).args(["build", "--release", "--quiet", "--package", "count", "--target-dir"]);
        let output = command.arg(&self.target).output().map_err(|error| format!("cargo: {error}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(self.target.join("release").join(format!("{DLL_PREFIX}count{DLL_SUFFIX}")))
    }
}

/// Cycles of the works of a program that were measured last; `instructions` are those that the chip has counted for them.
///
/// Before each work the chip measures nothing, to know what measuring takes.
pub fn cycles(counts: &str, model: &Model, instructions: &[u64]) -> Result<Vec<u64>, String> {
    let mut measured = Vec::new();
    for text in counts.split_terminator("\n\n") {
        let executed: Option<Vec<Executed>> = text.lines().map(Executed::parse).collect();
        measured.push(executed.ok_or("the plugin of firmware/count wrote what is no count")?);
    }
    let (_, pairs) = measured.as_rchunks::<2>();
    let first = pairs.len().checked_sub(instructions.len()).ok_or("the plugin of firmware/count counts too little")?;
    let mut cycles = Vec::new();
    for ([nothing, work], &expected) in pairs.iter().skip(first).zip(instructions) {
        let times = |executed: &[Executed]| executed.iter().map(|instruction| instruction.times).sum::<u64>();
        let found = times(work).saturating_sub(times(nothing));
        // The same, but for interrupts of the timer that only the chip takes off.
        if found.abs_diff(expected) * 1000 > expected {
            return Err(format!("the chip counts {expected} instructions, the emulator {found}"));
        }
        cycles.push(model.cycles(work)?.saturating_sub(model.cycles(nothing)?));
    }
    Ok(cycles)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: &str = "\
a0 7 0 2 movs r0, #1

a0 1 0 2 movs r0, #1
a2 1 1 2 bx lr

a0 1 0 2 movs r0, #1
a4 1000 0 4 ldr.w r0, [r1, #4]
a8 1000 0 2 adds r0, r0, r2

";

    #[test]
    fn takes_off_what_measuring_takes() {
        let model = Model::of("Cortex-M4F").unwrap().unwrap();
        assert_eq!(cycles(COUNTS, &model, &[1999]).unwrap(), [3001 - 4]);
        assert_eq!(
            cycles(COUNTS, &model, &[1990]).unwrap_err(),
            "the chip counts 1990 instructions, the emulator 1999"
        );
        assert_eq!(cycles(COUNTS, &model, &[1, 1999]).unwrap_err(), "the plugin of firmware/count counts too little");
        assert!(cycles("qemu\n\n", &model, &[]).is_err());
    }
}
