//! `cargo xtask mutate`: random valid declarations compile, and with one size changed they do not, for the right reason.

mod change;
mod generate;
mod judge;
mod kind;
mod language;
mod slip;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Instant;

use change::{Mutant, mutant, plausible};
use generate::{Generator, draws};
use judge::{Phase, Place, Sort, judge};
use kind::Kind;
use language::{Case, Places, Use};
use nn_language::catalogue::{find, layers};

use crate::random::Random;
use crate::scratch::{Diagnostic, Result, Scratch, root};

/// How many mutants are compiled in one go.
const TOGETHER: usize = 40;
/// No kind of mutation that changes a size has a smaller share, in percent.
const LEAST_SHARE: f64 = 4.0;

/// The scratch crates.
const MEMBERS: [&str; 8] =
    ["originals0", "originals1", "originals2", "originals3", "originals4", "originals5", "mutants", "writer"];
/// How many of them hold originals: those whose originals are good are compiled once.
const ORIGINALS: usize = 6;

/// What became of a mutant.
#[derive(Default)]
struct Verdict {
    caught: bool,
    /// What is wrong with the explanation.
    wrong: Option<String>,
    said: Vec<Diagnostic>,
}

/// A valid declaration of a network `Net`, all of literals and `f32`: so many lines, and features between two numbers.
pub fn plain(mut random: Random, lines: (usize, usize), features: (usize, usize)) -> String {
    loop {
        let case = Generator::plain(Random::new(random.next(), 0), lines, features);
        if plausible(&case) && judge(&case).is_empty() {
            return case.write_declarations().0;
        }
    }
}

/// `layer` is in every declaration; without one it is drawn for each.
pub fn mutate(seed: u64, count: usize, layer: Option<&str>) -> Result<bool> {
    let start = Instant::now();
    let forced = match layer {
        Some(name) => {
            let entry = find(name).ok_or_else(|| format!("no layer `{name}`"))?;
            Some(Some(entry).filter(|entry| draws(entry)).ok_or_else(|| format!("`{name}` is not drawn"))?)
        }
        None => None,
    };
    let mutants: Vec<Mutant> = (0..count).map(|number| mutant(seed, number, forced)).collect();
    let report = root().join("target").join("mutate").join("failures");
    let _ = std::fs::remove_dir_all(&report);
    std::fs::create_dir_all(&report)?;
    let scratch = Scratch::new("mutate", &MEMBERS)?;
    for member in MEMBERS {
        scratch.manifest(member, "")?;
        scratch.write(&format!("{member}/src/lib.rs"), "")?;
    }
    let say = |what: &str| eprintln!("{:6.1} s  {what}", start.elapsed().as_secs_f64());
    say(&format!("{count} mutants of seed {seed}"));

    let refused = originals(&scratch, &mutants, &say)?;
    for (&number, said) in &refused {
        let (text, _) = mutants[number].original.write(&original_file(number));
        let rendered: String = said.iter().map(|said| said.rendered.as_str()).collect();
        let text = format!("A valid declaration is refused, or gets a warning.\n\n{text}\n{rendered}");
        std::fs::write(report.join(format!("{seed}-{number:03}-original.txt")), text)?;
    }

    let mut verdicts: BTreeMap<usize, Verdict> = BTreeMap::new();
    for phase in [Phase::Macro, Phase::Types, Phase::Values] {
        let group: Vec<usize> = (0..count)
            .filter(|number| !refused.contains_key(number) && mutants[*number].expected.phase == phase)
            .collect();
        let mut done = 0;
        for together in group.chunks(2 * TOGETHER) {
            check(&scratch, &mutants, together, &mut verdicts)?;
            done += together.len();
            let name = match phase {
                Phase::Macro => "the macro",
                Phase::Types => "types",
                Phase::Values => "values",
            };
            say(&format!("judged by {name}: {done}/{}", group.len()));
        }
    }
    for mutant in &mutants {
        let Some(verdict) = verdicts.get(&mutant.number) else { continue };
        if !verdict.caught || verdict.wrong.is_some() {
            let name = format!("{seed}-{:03}-{:?}.txt", mutant.number, mutant.kind).to_lowercase();
            std::fs::write(report.join(name), describe(mutant, verdict))?;
        }
    }
    say("done");
    Ok(table(&mutants, &verdicts, refused.len(), &report.strip_prefix(root())?.display().to_string()))
}

fn module(number: usize) -> String {
    format!("m{number:03}")
}

fn file(number: usize) -> String {
    format!("../files/b{number:03}.nn")
}

/// The weights file that fits.
fn original_file(number: usize) -> String {
    format!("../files/a{number:03}.nn")
}

/// What the compiler says about valid declarations, by number.
type Refused = BTreeMap<usize, Vec<Diagnostic>>;

/// Keeps what belongs to a valid declaration; whether there was any of it.
fn refuse(refused: &mut Refused, said: Vec<Diagnostic>) -> bool {
    let before = refused.len();
    for said in said {
        if let Some(number) = number_of(&said) {
            refused.entry(number).or_default().push(said);
        }
    }
    refused.len() > before
}

/// Checks that every original compiles without a warning, with clippy too; returns those that do not.
fn originals(scratch: &Scratch, mutants: &[Mutant], say: &dyn Fn(&str)) -> Result<Refused> {
    let mut refused = Refused::new();
    write_files(scratch, mutants, &mut refused)?;
    say("weights files are written");
    loop {
        for part in 0..ORIGINALS {
            let mut root = String::from("//! Originals.\n#![deny(warnings, missing_docs, clippy::all)]\n");
            let here = |mutant: &&Mutant| mutant.number % ORIGINALS == part && !refused.contains_key(&mutant.number);
            for mutant in mutants.iter().filter(here) {
                let name = module(mutant.number);
                let _ = writeln!(root, "pub mod {name};");
                let (text, _) = mutant.original.write(&original_file(mutant.number));
                scratch.write(&format!("originals{part}/src/{name}.rs"), &text)?;
            }
            scratch.write(&format!("originals{part}/src/lib.rs"), &root)?;
        }
        let mut all = vec!["clippy", "--offline", "--keep-going"];
        all.extend(MEMBERS[..ORIGINALS].iter().flat_map(|member| ["-p", member]));
        let (said, good) = scratch.diagnostics(&all)?;
        if good && said.is_empty() {
            say(&format!(
                "originals: {} of {} compile, clippy is silent",
                mutants.len() - refused.len(),
                mutants.len()
            ));
            return Ok(refused);
        }
        if !refuse(&mut refused, said) {
            return Err("the originals do not compile, and no one of them is to blame".into());
        }
        say(&format!("originals: {} refused", refused.len()));
    }
}

/// Writes the weights files: of the original for the original, of the other network for the mutant.
fn write_files(scratch: &Scratch, mutants: &[Mutant], refused: &mut Refused) -> Result<()> {
    loop {
        let mut modules = Vec::new();
        for mutant in mutants.iter().filter(|mutant| !refused.contains_key(&mutant.number)) {
            let Some(Use::Weights(other)) = mutant.changed.uses.first() else { continue };
            let changed = Case { network: (**other).clone(), ..mutant.changed.clone() };
            let files = [original_file(mutant.number), file(mutant.number)];
            for ((letter, case), file) in [("a", mutant.original.clone()), ("b", changed)].into_iter().zip(files) {
                let name = format!("{letter}{:03}", mutant.number);
                scratch.write(&format!("writer/src/{name}.rs"), &case.write_declarations().0)?;
                modules.push((name, case, scratch.folder.join("writer").join(file).display().to_string()));
            }
        }
        if modules.is_empty() {
            return Ok(());
        }
        std::fs::create_dir_all(scratch.folder.join("files"))?;
        scratch.write("writer/src/main.rs", &format!("#![allow(warnings)]\n{}", Case::writer(&modules)))?;
        scratch.manifest("writer", "[[bin]]\nname = \"writer\"\npath = \"src/main.rs\"\n")?;
        let (said, good) = scratch.diagnostics(&["build", "--offline", "-p", "writer"])?;
        if good {
            let output = scratch.command(&["run", "--offline", "--quiet", "-p", "writer"]).output()?;
            return if output.status.success() {
                Ok(())
            } else {
                Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
            };
        }
        if !refuse(refused, said.into_iter().filter(|said| said.error).collect()) {
            return Err("weights files cannot be written, and no one declaration is to blame".into());
        }
    }
}

/// Compiles mutants together; those without an error again without the others, which may have hidden theirs.
fn check(
    scratch: &Scratch,
    mutants: &[Mutant],
    group: &[usize],
    verdicts: &mut BTreeMap<usize, Verdict>,
) -> Result<()> {
    let mut left: BTreeSet<usize> = group.iter().copied().collect();
    while !left.is_empty() {
        let list: Vec<usize> = left.iter().copied().collect();
        let mut targets = String::new();
        let mut places: BTreeMap<usize, Places> = BTreeMap::new();
        for (at, chunk) in list.chunks(list.len().div_ceil(2).max(1)).enumerate() {
            let mut root = String::from("#![allow(warnings)]\n");
            for &number in chunk {
                let name = module(number);
                let _ = writeln!(root, "mod {name};");
                let (text, found) = mutants[number].changed.write(&file(number));
                places.insert(number, found);
                scratch.write(&format!("mutants/src/{name}.rs"), &text)?;
            }
            root.push_str("fn main() {}\n");
            scratch.write(&format!("mutants/src/group{at}.rs"), &root)?;
            let _ = writeln!(targets, "[[bin]]\nname = \"group{at}\"\npath = \"src/group{at}.rs\"");
        }
        scratch.manifest("mutants", &targets)?;
        let (said, _) = scratch.diagnostics(&["check", "--offline", "--keep-going", "-p", "mutants", "--bins"])?;
        let mut errors: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
        let mut strange = String::new();
        for said in said.into_iter().filter(|said| said.error) {
            match number_of(&said) {
                Some(number) if left.contains(&number) => errors.entry(number).or_default().push(said),
                _ if said.text.starts_with("aborting due to") => {}
                _ => strange.push_str(&said.rendered),
            }
        }
        if errors.is_empty() && !strange.is_empty() {
            return Err(format!("errors that belong to no mutant:\n{strange}").into());
        }
        if errors.is_empty() {
            for number in left {
                verdicts.insert(number, Verdict { wrong: Some("compiles".into()), ..Verdict::default() });
            }
            return Ok(());
        }
        for (number, said) in errors {
            left.remove(&number);
            let wrong = explain(&mutants[number], &said, &places[&number]);
            verdicts.insert(number, Verdict { caught: true, wrong, said });
        }
    }
    Ok(())
}

/// The number of the module a diagnostic is about.
fn number_of(said: &Diagnostic) -> Option<usize> {
    said.primary.iter().map(|span| &span.file).chain(&said.files).find_map(|file| {
        let name = file.rsplit('/').next()?.strip_prefix(['m', 'a', 'b'])?.strip_suffix(".rs")?;
        name.parse().ok()
    })
}

/// What is wrong with the explanation of a mutant, if anything is.
fn explain(mutant: &Mutant, said: &[Diagnostic], places: &Places) -> Option<String> {
    let [only] = said else { return Some(format!("{} errors for one mistake", said.len())) };
    let expected = &mutant.expected;
    let (from, to) = match expected.place {
        Place::Line(id) => places.lines.get(&id).copied().unwrap_or_default(),
        Place::Use(at) => places.uses.get(at).copied().unwrap_or_default(),
    };
    let here = module(mutant.number) + ".rs";
    let Some(span) = only.primary.first() else { return Some("no place".into()) };
    if !span.file.ends_with(&here) {
        return Some(format!("points into {}", span.file));
    }
    if span.first != span.last {
        return Some("points at several lines".into());
    }
    if span.first < from || span.last > to {
        let (first, last) = places.declaration;
        let inside = if (first..=last).contains(&span.first) { "of the declaration" } else { "outside" };
        return Some(format!("points at line {} ({inside}) instead of {from} to {to}", span.first));
    }
    // What a constant is called tells its parameters, but explains nothing.
    let text = match expected.phase {
        Phase::Values => only.text.lines().next().unwrap_or_default(),
        _ => &only.text,
    };
    let names = |words: &[String]| words.iter().any(|word| has_word(text, word));
    if !expected.pairs.iter().any(|(wanted, produced)| names(wanted) && names(produced)) {
        let lists: Vec<_> = expected
            .pairs
            .iter()
            .map(|(wanted, produced)| format!("{} and {}", wanted.join("/"), produced.join("/")))
            .collect();
        return Some(format!("does not name both sizes: {}", lists.join(", or ")));
    }
    None
}

/// Whether a text has this word, and not only as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(word)
        .any(|(at, found)| !part(text[..at].chars().next_back()) && !part(text[at + found.len()..].chars().next()))
}

fn describe(mutant: &Mutant, verdict: &Verdict) -> String {
    let (original, _) = mutant.original.write(&original_file(mutant.number));
    let (changed, _) = mutant.changed.write(&file(mutant.number));
    let rendered: Vec<_> = verdict.said.iter().map(|said| said.rendered.as_str()).collect();
    let mut differences = String::new();
    for (before, after) in original.lines().zip(changed.lines()).filter(|(before, after)| before != after) {
        let _ = writeln!(differences, "-{before}\n+{after}");
    }
    format!(
        "{}: {}\nexpected: {:?} {:?} by {:?}\n\n{differences}\n--- mutant\n{changed}\n--- compiler\n{}",
        mutant.kind.text(),
        verdict.wrong.as_deref().unwrap_or_default(),
        mutant.expected.sort,
        mutant.expected.pairs,
        mutant.expected.phase,
        rendered.join("\n"),
    )
}

fn table(mutants: &[Mutant], verdicts: &BTreeMap<usize, Verdict>, refused: usize, report: &str) -> bool {
    let count = mutants.len();
    let caught = |mutant: &&Mutant| verdicts.get(&mutant.number).is_some_and(|verdict| verdict.caught);
    let explained = |mutant: &&Mutant| caught(mutant) && verdicts[&mutant.number].wrong.is_none();
    let share = |part: usize| 100.0 * part as f64 / count.max(1) as f64;
    println!("{:<20} {:>8} {:>7} {:>7} {:>9}", "mutation", "mutants", "share", "caught", "explained");
    let mut enough = true;
    for kind in Kind::ALL {
        let all: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.kind == kind).collect();
        enough &= !all.is_empty() && (kind.is_slip() || share(all.len()) >= LEAST_SHARE);
        println!(
            "{:<20} {:>8} {:>6.1}% {:>7} {:>9}",
            kind.text(),
            all.len(),
            share(all.len()),
            all.iter().copied().filter(|mutant| caught(mutant)).count(),
            all.iter().copied().filter(|mutant| explained(mutant)).count(),
        );
    }
    let with = |name: &str| {
        let all: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.layer == name).collect();
        let good = all.iter().copied().filter(|mutant| explained(mutant)).count();
        format!("{name} {good}/{}", all.len())
    };
    let by_layer: Vec<_> = layers().map(|entry| with(entry.name)).filter(|text| !text.ends_with(" 0/0")).collect();
    println!("explained, by the layer that is in it: {}", by_layer.join(", "));
    let by = |phase: Phase| mutants.iter().filter(|mutant| mutant.expected.phase == phase).count();
    println!(
        "judged by the macro {}, by types {}, by values {}",
        by(Phase::Macro),
        by(Phase::Types),
        by(Phase::Values)
    );
    let sorts = [
        Sort::Slip,
        Sort::Statement,
        Sort::Nested,
        Sort::Branch,
        Sort::Reshape,
        Sort::Input,
        Sort::Output,
        Sort::Target,
    ];
    let sorts: Vec<_> = sorts
        .iter()
        .chain(&[Sort::Weights])
        .map(|sort| format!("{sort:?} {}", mutants.iter().filter(|mutant| mutant.expected.sort == *sort).count()))
        .collect();
    println!("where it disagrees: {}", sorts.join(", ").to_lowercase());
    let rustc: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.needs_rustc()).collect();
    let of = |test: fn(&judge::Disagreement) -> bool| rustc.iter().filter(|mutant| test(&mutant.expected)).count();
    println!(
        "need rustc: {} ({:.0} %): const expressions {}, generic {}, nested {}",
        rustc.len(),
        share(rustc.len()),
        of(|found| found.expressions),
        of(|found| found.parameters),
        of(|found| found.nested),
    );
    let of_sizes = mutants.iter().filter(|mutant| !mutant.kind.is_slip()).count();
    enough &= 3 * rustc.len() >= of_sizes;
    let lengths = verdicts.iter().flat_map(|(number, verdict)| {
        verdict.said.iter().map(move |said| (said.rendered.trim_end().lines().count(), *number))
    });
    if let Some((lines, number)) = lengths.max() {
        println!("longest text: {lines} lines, of {number:03}");
    }
    for mutant in mutants {
        if let Some(wrong) = verdicts.get(&mutant.number).and_then(|verdict| verdict.wrong.as_ref()) {
            println!("  {:03} {}: {wrong}", mutant.number, mutant.kind.text());
        }
    }
    if !enough {
        println!("the mutants are not mixed as they should be");
    }
    let caught = mutants.iter().filter(caught).count();
    let explained = mutants.iter().filter(explained).count();
    if refused > 0 {
        println!("{refused} valid declarations are refused");
    }
    if refused > 0 || explained < count {
        println!("failures are in {report}");
    }
    println!("caught {caught}/{count}, explained {explained}/{count}");
    enough && refused == 0 && caught == count && explained == count
}
