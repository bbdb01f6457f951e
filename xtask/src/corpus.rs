//! `cargo xtask corpus`: programs with a mistake as newcomers make it, written by readers of the README who had not seen the macro.
//!
//! A file of `tests/corpus` is a kind of mistake. Every program says what its reader would want to be told, `- refused: …`, or
//! `- accepted: …`. It is good if what rustc prints is at most two errors in 18 lines, points into one line of the program and
//! names nothing internal. Whether a help is true a reader judged: a program whose text is wrong, or longer, says so, `- flaw: …`.

use std::collections::BTreeMap;
use std::fs;

use crate::scratch::{Diagnostic, Result, Scratch, root};

/// More errors, and lines of all together, nobody reads.
const MOST: (usize, usize) = (2, 18);

struct Program {
    kind: String,
    /// What it is called as a binary.
    name: String,
    /// What stands above its source.
    says: String,
    source: String,
}

#[derive(Default)]
struct Row {
    programs: usize,
    judged: usize,
    good: usize,
}

pub fn corpus() -> Result<bool> {
    let programs = programs()?;
    let scratch = Scratch::new("corpus", &["programs"])?;
    let mut targets = String::new();
    for Program { name, source, .. } in &programs {
        scratch.write(&format!("programs/src/{name}.rs"), source)?;
        targets.push_str(&format!("[[bin]]\nname = \"{name}\"\npath = \"src/{name}.rs\"\n"));
    }
    scratch.manifest("programs", &targets)?;
    eprintln!("{} programs", programs.len());
    let (said, _) = scratch.diagnostics(&["check", "--offline", "--keep-going", "--bins"])?;
    let mut errors: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for said in said.iter().filter(|said| said.error && !said.text.starts_with("aborting due to")) {
        let is_of = |program: &&Program| said.files.iter().any(|file| file.ends_with(&format!("/{}.rs", program.name)));
        if let Some(program) = programs.iter().find(is_of) {
            errors.entry(&program.name).or_default().push(said);
        }
    }

    let (mut rows, mut all, mut wrong) = (BTreeMap::<&str, Row>::new(), Row::default(), Vec::new());
    for program in &programs {
        let found = errors.remove(&*program.name).unwrap_or_default();
        let is_judged = program.is_refused() != found.is_empty();
        let (noted, flaw) = (program.line("flaw"), flaw(program, &found));
        if !is_judged || flaw.is_some() && noted.is_none() {
            let what = flaw.unwrap_or("judged otherwise than it says".into());
            wrong.push(format!("{}/{}: {what}", program.kind, program.name));
        }
        for row in [rows.entry(&program.kind).or_default(), &mut all] {
            row.programs += 1;
            row.judged += usize::from(is_judged);
            row.good += usize::from(is_judged && noted.is_none());
        }
    }
    println!("{:<28} {:>8} {:>7} {:>6}", "kind", "programs", "caught", "good");
    for (kind, row) in &rows {
        println!("{:<28} {:>8} {:>7} {:>6}", kind.replace('_', " "), row.programs, row.judged, row.good);
    }
    for what in &wrong {
        println!("  {what}");
    }
    println!("judged right {}/{}, good {}/{}", all.judged, all.programs, all.good, all.programs);
    Ok(wrong.is_empty())
}

fn programs() -> Result<Vec<Program>> {
    let mut paths =
        fs::read_dir(root().join("tests/corpus"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let mut programs = Vec::new();
    for path in paths {
        let kind = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for section in fs::read_to_string(&path)?.split("\n## ").skip(1) {
            let parts =
                section.split_once("```rust\n").and_then(|(says, rest)| Some((says, rest.split_once("```")?.0)));
            let (Some((says, source)), Some(name)) = (parts, section.lines().next()) else {
                return Err(format!("{}: a section without a program", path.display()).into());
            };
            let (kind, says, source) = (kind.clone(), says.to_string(), source.to_string());
            programs.push(Program { kind, name: name.to_string(), says, source });
        }
    }
    Ok(programs)
}

impl Program {
    fn is_refused(&self) -> bool {
        self.line("refused").is_some()
    }

    fn line(&self, word: &str) -> Option<&str> {
        self.says.lines().find_map(|line| line.strip_prefix("- ")?.strip_prefix(word)?.strip_prefix(": "))
    }
}

/// What is wrong with what is printed, as far as that can be counted.
fn flaw(program: &Program, said: &[&Diagnostic]) -> Option<String> {
    let first = said.first()?;
    let lines: usize = said.iter().map(|said| said.rendered.trim_end().lines().count()).sum();
    if said.len() > MOST.0 || lines > MOST.1 {
        return Some(format!("{} errors in {lines} lines", said.len()));
    }
    let is_here = |file: &str| file.ends_with(&format!("/{}.rs", program.name));
    if !first.primary.iter().any(|span| is_here(&span.file) && span.first == span.last) {
        return Some("does not point into one line".into());
    }
    let internal = said.iter().any(|said| said.text.contains("__"));
    internal.then(|| "names something internal".into())
}
