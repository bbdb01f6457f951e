//! Cycles, modelled from executed instructions and the timings of `firmware/cycles.md`.

use std::collections::BTreeMap;

use super::executed::Executed;
use super::instruction::Instruction;

/// The timings of a core.
pub struct Model {
    timings: BTreeMap<&'static str, Timing>,
    /// Cycles in which the pipeline is refilled.
    refill: u64,
    /// How long an instruction takes depends on the one before it.
    neighbours: bool,
}

/// What an instruction takes, as the sum of…
#[derive(Clone, Copy, Default)]
struct Timing {
    fixed: u64,
    /// for every register in its list,
    each: u64,
    /// and whether the pipeline is refilled where it does not go on behind it.
    refill: bool,
}

impl Timing {
    /// Reads a cell; nothing is in that of an instruction that the core does not have.
    fn parse(cell: &str) -> Result<Option<Self>, String> {
        let mut timing = Self::default();
        for term in cell.split('+').map(str::trim).filter(|term| !term.is_empty()) {
            match term {
                "N" => timing.each += 1,
                "P" => timing.refill = true,
                number => {
                    timing.fixed += number.parse::<u64>().map_err(|_| format!("firmware/cycles.md: {cell:?}"))?;
                }
            }
        }
        Ok((timing.fixed > 0).then_some(timing))
    }
}

impl Model {
    /// The model of a core, if its timings are known.
    pub fn of(core: &str) -> Result<Option<Self>, String> {
        let mut rows = include_str!("../../../firmware/cycles.md").lines().filter_map(|line| {
            let cells: Vec<&'static str> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
            Some(cells)
        });
        let head = rows.next().unwrap_or_default();
        let Some(column) = head.iter().position(|name| *name == core) else { return Ok(None) };
        let mut timings = BTreeMap::new();
        for row in rows.skip(1) {
            if let (Some(names), Some(cell)) = (row.first(), row.get(column))
                && let Some(timing) = Timing::parse(cell)?
            {
                timings.extend(names.split(", ").map(|name| (name, timing)));
            }
        }
        let refill = timings.get("P").map_or(0, |timing| timing.fixed);
        Ok(Some(Self { timings, refill, neighbours: !core.starts_with("Cortex-M0") }))
    }

    /// Cycles of instructions, which are ordered by address.
    pub fn cycles(&self, executed: &[Executed]) -> Result<u64, String> {
        let mut cycles = 0;
        let mut before: Option<(&Executed, Instruction)> = None;
        for now in executed {
            let instruction = Instruction::parse(&now.text);
            let timing = self.timing(&instruction).ok_or_else(|| format!("no timing for `{}`", now.text))?;
            cycles += (timing.fixed + timing.each * instruction.listed) * now.times;
            if timing.refill {
                cycles += self.refill * now.taken;
            }
            if let Some((neighbour, first)) = before
                && self.neighbours
                && neighbour.address + neighbour.bytes == now.address
            {
                let together = neighbour.times.saturating_sub(neighbour.taken).min(now.times);
                if instruction.waits_for(&first) {
                    cycles += together;
                } else if timing.fixed > 1 && instruction.overlaps(&first) {
                    cycles -= together;
                }
            }
            before = Some((now, instruction));
        }
        Ok(cycles)
    }

    /// The timing of the special form if there is one, or else of the plain name; both may set flags.
    fn timing(&self, instruction: &Instruction) -> Option<Timing> {
        let Instruction { name, form, .. } = instruction;
        let plain = name.strip_suffix('s').unwrap_or(name);
        let names = [format!("{name} {form}"), format!("{plain} {form}"), name.to_string(), plain.to_owned()];
        names.iter().find_map(|name| self.timings.get(name.as_str())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cycles of instructions that stand one behind the other and are executed once; none of them branches.
    fn straight(core: &str, texts: &[&str]) -> u64 {
        run(core, &texts.iter().map(|text| (*text, 1, 0)).collect::<Vec<_>>())
    }

    /// The same of instructions with how often they are executed, and how often they go on elsewhere.
    fn run(core: &str, executed: &[(&str, u64, u64)]) -> u64 {
        let place = |(at, &(text, times, taken)): (usize, &(&str, u64, u64))| Executed {
            address: 2 * at as u64,
            times,
            taken,
            bytes: 2,
            text: text.to_owned(),
        };
        let executed: Vec<_> = executed.iter().enumerate().map(place).collect();
        Model::of(core).unwrap().unwrap().cycles(&executed).unwrap()
    }

    #[test]
    fn knows_four_cores() {
        for core in ["Cortex-M0", "Cortex-M0+", "Cortex-M3", "Cortex-M4F"] {
            assert!(Model::of(core).unwrap().is_some(), "{core}");
        }
        assert!(Model::of("Cortex-M7").unwrap().is_none());
        let m0 = Model::of("Cortex-M0").unwrap().unwrap();
        let text = "vadd.f32 s0, s0, s1".to_owned();
        let error = m0.cycles(&[Executed { address: 0, times: 1, taken: 0, bytes: 4, text }]).unwrap_err();
        assert_eq!(error, "no timing for `vadd.f32 s0, s0, s1`");
    }

    #[test]
    fn adds_what_the_manuals_say() {
        assert_eq!(straight("Cortex-M0", &["muls r0, r1, r0", "ldr r2, [r0, #4]", "ldr r3, [r0, #8]"]), 5);
        assert_eq!(straight("Cortex-M0", &["push {r4, lr}", "str r2, [r0]", "pop {r4}"]), 3 + 2 + 2);
        assert_eq!(straight("Cortex-M3", &["mla r0, r1, r2, r3", "umull r0, r1, r2, r3", "udiv r0, r1, r2"]), 13);
        assert_eq!(straight("Cortex-M4F", &["mla r0, r1, r2, r3", "umull r0, r1, r2, r3", "udiv r0, r1, r2"]), 9);
        assert_eq!(straight("Cortex-M4F", &["vldmia r1!, {s16, s17, s18}", "vmla.f32 s0, s16, s24"]), 4 + 3);
        assert_eq!(straight("Cortex-M4F", &["vpush {d8, d9}", "vdiv.f32 s0, s1, s2", "vmov r0, r1, d0"]), 5 + 14 + 2);
    }

    #[test]
    fn counts_refills() {
        // Ten turns of a loop, and the return.
        let executed = [("subs r0, #1", 10, 0), ("bne #0", 10, 9), ("bx lr", 1, 1)];
        assert_eq!(run("Cortex-M0", &executed), 10 + 10 + 18 + 3);
        assert_eq!(run("Cortex-M4F", &executed), 10 + 10 + 18 + 3);
        assert_eq!(run("Cortex-M0", &[("bl #64", 1, 1), ("pop {r4, pc}", 1, 1)]), 4 + 6);
        assert_eq!(run("Cortex-M0+", &[("bl #64", 1, 1), ("pop {r4, pc}", 1, 1)]), 3 + 5);
        assert_eq!(run("Cortex-M0+", &executed), 10 + 10 + 9 + 2);
        assert_eq!(run("Cortex-M3", &[("bl #64", 1, 1), ("pop {r4, pc}", 1, 1)]), 3 + 5);
    }

    #[test]
    fn knows_neighbours() {
        // The examples of the manual of M3.
        assert_eq!(straight("Cortex-M3", &["ldr r0, [r1]", "ldr r1, [r2]"]), 3);
        assert_eq!(straight("Cortex-M3", &["ldr r0, [r1, r2]", "str r0, [r3, #0x14]"]), 3);
        assert_eq!(straight("Cortex-M3", &["ldr r0, [r1, r2]", "str r1, [r3, r2]"]), 3);
        assert_eq!(straight("Cortex-M3", &["ldr r0, [r1, r5]", "ldr r1, [r2]", "ldr r2, [r3, #4]"]), 4);
        assert_eq!(straight("Cortex-M3", &["ldr r0, [r1]", "ldr r1, [r0]"]), 4);
        assert_eq!(straight("Cortex-M3", &["adds r0, #4", "ldr r1, [r0]"]), 1 + 3);
        assert_eq!(straight("Cortex-M3", &["cmp r0, #4", "ldr r1, [r0]"]), 1 + 2);
        // Only where one comes after the other.
        assert_eq!(run("Cortex-M3", &[("ldr r0, [r1]", 10, 0), ("ldr r1, [r2]", 30, 0)]), 20 + 60 - 10);
    }

    #[test]
    fn knows_what_floats_wait_for() {
        assert_eq!(straight("Cortex-M4F", &["vmul.f32 s0, s1, s2", "vadd.f32 s3, s3, s0"]), 1 + 2);
        assert_eq!(straight("Cortex-M4F", &["vmul.f32 s0, s1, s2", "vadd.f32 s3, s3, s4"]), 1 + 1);
        assert_eq!(straight("Cortex-M4F", &["vmla.f32 s0, s1, s2", "vmla.f32 s0, s3, s4"]), 3 + 3);
        assert_eq!(straight("Cortex-M4F", &["vadd.f32 s0, s1, s2", "vmla.f32 s3, s0, s4"]), 1 + 4);
        assert_eq!(straight("Cortex-M4F", &["vadd.f32 s0, s1, s2", "vstr s0, [r0]"]), 1 + 3);
        assert_eq!(straight("Cortex-M4F", &["vadd.f32 s0, s1, s2", "vldr s0, [r0]"]), 1 + 2);
        assert_eq!(straight("Cortex-M4F", &["vldr s0, [r0]", "vldr s1, [r1]", "vmul.f32 s0, s0, s1"]), 2 + 1 + 1);
    }
}
