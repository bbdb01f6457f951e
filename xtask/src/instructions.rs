//! `cargo xtask instructions`: how a crate is cut into codegen units, and whether it is linked with LTO, must not decide how
//! fast the kernels are. Counted under Valgrind, so that no clock is asked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::scratch::{Result, root};

/// The networks and works of `tests/instructions`.
const NETWORKS: [&str; 5] = ["xor", "iris", "sine", "digits", "mnist"];
const WORKS: [&str; 5] = ["infer_1", "infer_32", "fused_1", "step_1", "step_32"];

/// A way to build: its name, codegen units, LTO.
const BUILDS: [(&str, u32, &str); 3] = [("16 units", 16, "false"), ("1 unit", 1, "false"), ("fat LTO", 1, "\"fat\"")];

/// Processors the same is asked for.
const PROCESSORS: [&str; 2] = ["x86-64", "x86-64-v3"];

/// A processor for which a compiler likes to gather a row of vectors from memory; Valgrind does not know it.
const GATHERS: &str = "znver4";

/// Some stand outside of loops.
const FEW: usize = 16;

/// Percent of the fewest instructions that a build may take, and instructions of an example beyond that: in the smallest networks
/// a few moves between registers weigh a tenth.
const MOST: (u64, u64) = (115, 48);

/// Whether every build takes about as many instructions as the best of its processor.
pub fn instructions() -> Result<bool> {
    if !cfg!(target_arch = "x86_64") {
        return Err("counted on x86-64 only".into());
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Err("missing: valgrind\n\nhelp: apt-get install valgrind".into());
    }
    let (mut wrong, mut skipped) = (Vec::new(), 0);
    for processor in PROCESSORS {
        println!("{processor:18}{}", BUILDS.map(|(name, ..)| format!("{name:>20}")).concat());
        let counts = BUILDS.iter().map(|build| count(processor, build)).collect::<Result<Vec<_>>>()?;
        for network in NETWORKS {
            for work in WORKS {
                let cell = format!("{network} {work}");
                let found: Vec<Option<u64>> = counts.iter().map(|counts| counts.get(&cell).copied()).collect();
                let best = found.iter().copied().flatten().min().unwrap_or(0);
                print!("{cell:18}");
                for (instructions, (build, ..)) in found.into_iter().zip(BUILDS) {
                    let Some(instructions) = instructions else {
                        print!("{:>19}", "-");
                        skipped += 1;
                        continue;
                    };
                    print!("{instructions:>12} ({:.2})", instructions as f64 / best as f64);
                    let examples = if work.ends_with("_32") { 32 } else { 1 };
                    if instructions * 100 > best * MOST.0 + 100 * MOST.1 * examples {
                        wrong.push(format!("{cell}, {processor}, {build}: {instructions} instructions, best {best}"));
                    }
                }
                println!();
            }
        }
        println!();
    }
    let gathers = gathers()?;
    if gathers > FEW {
        wrong.push(format!("{GATHERS}: {gathers} gathers and scatters"));
    }
    for text in &wrong {
        println!("WRONG {text}");
    }
    let cells = NETWORKS.len() * WORKS.len() * PROCESSORS.len() * BUILDS.len();
    let unknown = if skipped > 0 { ", which need an instruction that this Valgrind does not know" } else { "" };
    println!("{cells} cells, {} wrong, {skipped} not counted{unknown}", wrong.len());
    Ok(wrong.is_empty() && skipped < cells / 2)
}

/// Builds the program; where it is.
fn build(processor: &str, units: u32, lto: &str, emit: &str) -> Result<PathBuf> {
    let target = root().join("target/instructions");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    command.current_dir(root()).args(["rustc", "--release", "--quiet", "-p", "instructions", "--target-dir"]);
    command.arg(&target).arg("--config").arg(format!("profile.release.codegen-units={units}"));
    command.arg("--config").arg(format!("profile.release.lto={lto}"));
    command.env("RUSTFLAGS", format!("-Ctarget-cpu={processor}")).args(["--", emit]);
    succeed(command.output()?)?;
    Ok(target.join("release"))
}

/// Instructions of every cell, but for networks with an instruction that Valgrind does not know.
fn count(processor: &str, &(_, units, lto): &(&str, u32, &str)) -> Result<BTreeMap<String, u64>> {
    let folder = build(processor, units, lto, "--emit=link")?;
    let file = folder.join("instructions.callgrind");
    let mut counts = BTreeMap::new();
    for network in NETWORKS {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--compress-strings=no", "--compress-pos=no", "--demangle=no"]);
        command.arg(format!("--callgrind-out-file={}", file.display())).arg(folder.join("instructions")).arg(network);
        let output = command.output()?;
        if String::from_utf8_lossy(&output.stderr).contains("Unrecognised instruction") {
            continue;
        }
        succeed(output)?;
        let found = parse(&std::fs::read_to_string(&file)?);
        if found.len() != WORKS.len() {
            return Err(format!("{network}: only {:?} are counted", found.keys()).into());
        }
        counts.extend(found);
    }
    Ok(counts)
}

fn succeed(output: Output) -> Result<()> {
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

/// What callgrind says of calls: behind `cfn=` and `calls=` stands a line that ends with what they took.
fn parse(text: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(callee) = line.strip_prefix("cfn=") else { continue };
        let cost: Option<u64> =
            lines.by_ref().find(|line| !line.contains('=')).and_then(|line| line.rsplit(' ').next()?.parse().ok());
        for network in NETWORKS {
            for work in WORKS {
                // `…3xor7infer_1…`, in both manglings
                let name = format!("{}{network}{}{work}", network.len(), work.len());
                if let Some(cost) = cost.filter(|_| callee.contains(&name)) {
                    *counts.entry(format!("{network} {work}")).or_insert(0) += cost;
                }
            }
        }
    }
    counts
}

/// Instructions that load or store the lanes of a vector one by one.
fn gathers() -> Result<usize> {
    let folder = build(GATHERS, 1, "false", "--emit=link,asm")?.join("deps");
    let mut found = 0;
    for file in std::fs::read_dir(folder)? {
        let file = file?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("instructions-") && name.ends_with(".s") {
            let text = std::fs::read_to_string(&file)?;
            found += text.lines().filter(|line| line.contains("gather") || line.contains("scatter")).count();
            std::fs::remove_file(file)?;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_callgrind() {
        let text = "fn=main\n10 3\ncfn=_ZN12instructions3xor7infer_117h0E\ncalls=1 0\n12 203\n13 4\ncfn=other\ncalls=2 0\n12 7\n";
        assert_eq!(parse(text), BTreeMap::from([("xor infer_1".to_owned(), 203)]));
    }
}
