//! `cargo xtask instructions`: how a crate is cut into codegen units, whether it is linked with LTO, and by which level it is optimised,
//! must not decide how fast the kernels are, and neither must a change that is not meant to. Counted under Valgrind, so that no clock is asked, and
//! compared with `xtask/instructions.txt`; what Valgrind does not know is read in the disassembly.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::scratch::{Result, root};

/// The networks and works of `tests/instructions`.
const NETWORKS: [&str; 5] = ["xor", "iris", "sine", "digits", "mnist"];
const WORKS: [&str; 5] = ["infer_1", "infer_32", "fused_1", "step_1", "step_32"];

/// A way to build.
struct Build {
    name: &'static str,
    units: u32,
    lto: &'static str,
    opt_level: u32,
}

const PLAIN: Build = Build { name: "16 units", units: 16, lto: "false", opt_level: 3 };

const BUILDS: [Build; 4] = [
    PLAIN,
    Build { name: "1 unit", units: 1, ..PLAIN },
    Build { name: "fat LTO", units: 1, lto: "\"fat\"", ..PLAIN },
    Build { name: "opt-level 2", units: 1, lto: "\"fat\"", opt_level: 2 },
];

/// Processors the same is asked for.
const PROCESSORS: [&str; 2] = ["x86-64", "x86-64-v3"];

/// A processor for which a compiler likes to gather a row of vectors from memory; Valgrind does not know it.
const GATHERS: &str = "znver4";

/// Some stand outside of loops.
const FEW: usize = 16;

/// Percent of the fewest instructions that a build may take, and instructions of an example beyond that: in the smallest networks
/// a few moves between registers weigh a tenth.
const MOST: (u64, u64) = (115, 48);

/// The same at opt-level 2, where fewer of the loops that are no kernel are written out: networks of a few numbers take more.
const MOST_AT_2: (u64, u64) = (150, 96);

/// Percent of the instructions in the file that may be missing or too many, and instructions of an example: what the system's
/// own functions take to copy and clear differs a little.
const DRIFT: (u64, u64) = (2, 4);

/// Kernels whose loops are over vectors, compiled for AVX-512.
const VECTOR_KERNELS: [&str; 5] = ["row", "rows", "input", "weight", "descend"];

/// Whether every build takes about as many instructions as the best of its processor, and as the file says, which `bless` writes.
pub fn instructions(bless: bool) -> Result<bool> {
    if !cfg!(target_arch = "x86_64") {
        return Err("counted on x86-64 only".into());
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Err("missing: valgrind\n\nhelp: apt-get install valgrind".into());
    }
    let (mut wrong, mut skipped, mut table) = (Vec::new(), 0, Table::new());
    for processor in PROCESSORS {
        println!("{processor:18}{}", BUILDS.map(|build| format!("{:>20}", build.name)).concat());
        let counts = BUILDS.iter().map(|build| count(processor, build)).collect::<Result<Vec<_>>>()?;
        for network in NETWORKS {
            for work in WORKS {
                let cell = format!("{network} {work}");
                let found: Vec<Option<u64>> = counts.iter().map(|counts| counts.get(&cell).copied()).collect();
                let best = found.iter().copied().flatten().min().unwrap_or(0);
                table.insert(format!("{processor} {cell}"), found.iter().map(|count| count.unwrap_or(0)).collect());
                print!("{cell:18}");
                for (instructions, Build { name: build, opt_level, .. }) in found.into_iter().zip(BUILDS) {
                    let Some(instructions) = instructions else {
                        print!("{:>19}", "-");
                        skipped += 1;
                        continue;
                    };
                    print!("{instructions:>12} ({:.2})", instructions as f64 / best as f64);
                    let examples = if work.ends_with("_32") { 32 } else { 1 };
                    let (percent, beyond) = if opt_level == 2 { MOST_AT_2 } else { MOST };
                    if instructions * 100 > best * percent + 100 * beyond * examples {
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
    wrong.extend(scalar_kernels()?);
    let path = root().join("xtask").join("instructions.txt");
    if bless {
        std::fs::write(&path, write(&table, &compiler()?))?;
    } else {
        match read(&std::fs::read_to_string(&path)?, &compiler()?) {
            Some(before) => wrong.extend(drifted(&before, &table)),
            None => println!("instructions.txt is of another compiler: not compared"),
        }
    }
    for text in &wrong {
        println!("WRONG {text}");
    }
    let cells = NETWORKS.len() * WORKS.len() * PROCESSORS.len() * BUILDS.len();
    let unknown = if skipped > 0 { ", which need an instruction that this Valgrind does not know" } else { "" };
    println!("{cells} cells, {} wrong, {skipped} not counted{unknown}", wrong.len());
    Ok(wrong.is_empty() && skipped < cells / 2)
}

/// A row for every cell of a processor, a number for every build.
type Table = BTreeMap<String, Vec<u64>>;

/// `rustc 1.95.0 (…)`
fn compiler() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// The table as a file, with the compiler it is of.
fn write(table: &Table, compiler: &str) -> String {
    let names = BUILDS.map(|build| build.name).join(", ");
    let mut text = format!("{compiler}; instructions a call in builds of {names}\n");
    for (cell, counts) in table {
        let counts: Vec<String> = counts.iter().map(|count| format!("{count:>9}")).collect();
        text += &format!("{cell:26}{}\n", counts.concat());
    }
    text
}

/// The table in a file, if it is of this compiler.
fn read(text: &str, compiler: &str) -> Option<Table> {
    let mut lines = text.lines();
    lines.next().filter(|first| first.split(';').next() == Some(compiler))?;
    let rows = lines.map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (cell, counts) = words.split_at(words.len().saturating_sub(BUILDS.len()));
        (cell.join(" "), counts.iter().map(|count| count.parse().unwrap_or(0)).collect())
    });
    Some(rows.collect())
}

/// What takes more or fewer instructions than before; 0 was not counted.
fn drifted(before: &Table, now: &Table) -> Vec<String> {
    let mut drifted = Vec::new();
    for (cell, counts) in now {
        let Some(before) = before.get(cell) else {
            drifted.push(format!("{cell}: not in instructions.txt"));
            continue;
        };
        let examples = if cell.ends_with("_32") { 32 } else { 1 };
        for ((&now, &before), Build { name: build, .. }) in counts.iter().zip(before).zip(BUILDS) {
            if now > 0 && before > 0 && now.abs_diff(before) * 100 > before * DRIFT.0 + 100 * DRIFT.1 * examples {
                drifted.push(format!("{cell}, {build}: {before} instructions in instructions.txt, {now} counted"));
            }
        }
    }
    drifted
}

/// Kernels for AVX-512 in which the disassembly has many numbers multiplied one by one beside vectors of sixteen, or no vectors.
fn scalar_kernels() -> Result<Vec<String>> {
    let program = build(PROCESSORS[0], &PLAIN, "--emit=link")?.join("instructions");
    let Ok(output) = Command::new("objdump").args(["-d", "--no-show-raw-insn"]).arg(&program).output() else {
        println!("no objdump: kernels for AVX-512 are not read");
        return Ok(Vec::new());
    };
    Ok(scalar(&String::from_utf8_lossy(&output.stdout)))
}

/// The same of a disassembly.
fn scalar(text: &str) -> Vec<String> {
    let mut found: BTreeMap<&str, (usize, usize)> = VECTOR_KERNELS.map(|kernel| (kernel, (0, 0))).into();
    let mut inside = None;
    for line in text.lines() {
        if line.ends_with(">:") {
            // `…10for_avx5124rows17h…`, in both manglings
            inside = VECTOR_KERNELS.into_iter().find(|name| line.contains(&format!("for_avx512{}{name}", name.len())));
        }
        let Some((vectors, numbers)) = inside.and_then(|kernel| found.get_mut(kernel)) else { continue };
        let multiplies = ["vmul", "vfmadd", "vfnmadd"].iter().any(|name| line.contains(name));
        *vectors += usize::from(multiplies && line.contains("ps ") && line.contains("%zmm"));
        *numbers += usize::from(multiplies && line.contains("ss "));
    }
    // Some stand outside of loops, such as a rate times an input.
    let wrong = found.into_iter().filter(|&(_, (vectors, numbers))| numbers * 4 >= vectors);
    wrong
        .map(|(name, (vectors, numbers))| {
            format!("kernel `{name}` for AVX-512 multiplies {vectors} times in vectors, {numbers} times one by one")
        })
        .collect()
}

/// Builds the program; where it is.
fn build(processor: &str, &Build { units, lto, opt_level, .. }: &Build, emit: &str) -> Result<PathBuf> {
    let target = root().join("target/instructions");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    command.current_dir(root()).args(["rustc", "--release", "--quiet", "-p", "instructions", "--target-dir"]);
    command.arg(&target).arg("--config").arg(format!("profile.release.codegen-units={units}"));
    command.arg("--config").arg(format!("profile.release.lto={lto}"));
    command.arg("--config").arg(format!("profile.release.opt-level={opt_level}"));
    command.env("RUSTFLAGS", format!("-Ctarget-cpu={processor}")).args(["--", emit]);
    succeed(command.output()?)?;
    Ok(target.join("release"))
}

/// Instructions of every cell, but for networks with an instruction that Valgrind does not know.
fn count(processor: &str, way: &Build) -> Result<BTreeMap<String, u64>> {
    let folder = build(processor, way, "--emit=link")?;
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
    let folder = build(GATHERS, &Build { units: 1, ..PLAIN }, "--emit=link,asm")?.join("deps");
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
    fn the_file_is_what_was_counted() {
        let table = Table::from([("x86-64 xor infer_1".into(), vec![217, 0, 219, 220])]);
        let text = write(&table, "rustc 1.95.0 (a)");
        assert_eq!(read(&text, "rustc 1.95.0 (a)"), Some(table.clone()));
        assert_eq!(read(&text, "rustc 1.96.0 (b)"), None);
        assert_eq!(drifted(&table, &table), [""; 0]);
        let near = Table::from([("x86-64 xor infer_1".into(), vec![225, 9, 211, 220])]);
        assert_eq!(drifted(&table, &near), [""; 0], "2 % and four");
        let far =
            Table::from([("x86-64 xor infer_1".into(), vec![226, 9, 210, 220]), ("x86-64 new".into(), vec![1; 4])]);
        assert_eq!(drifted(&table, &far).len(), 3);
    }

    #[test]
    fn reads_a_disassembly() {
        let kernel = |name: &str, line: &str| format!("00 <_ZN10for_avx512{}{name}17hE>:\n  1: {line}\n", name.len());
        let good: String = VECTOR_KERNELS.map(|name| kernel(name, "vfmadd231ps %zmm1,%zmm2,%zmm3")).concat();
        assert_eq!(scalar(&good), [""; 0]);
        let bad = good.clone() + &kernel("rows", "vmulss %xmm1,%xmm2,%xmm3");
        assert_eq!(scalar(&bad), ["kernel `rows` for AVX-512 multiplies 1 times in vectors, 1 times one by one"]);
        assert_eq!(scalar("00 <main>:\n 1: vmulss %xmm1,%xmm2,%xmm3\n").len(), VECTOR_KERNELS.len());
    }

    #[test]
    fn reads_callgrind() {
        let text = "fn=main\n10 3\ncfn=_ZN12instructions3xor7infer_117h0E\ncalls=1 0\n12 203\n13 4\ncfn=other\ncalls=2 0\n12 7\n";
        assert_eq!(parse(text), BTreeMap::from([("xor infer_1".to_owned(), 203)]));
    }
}
