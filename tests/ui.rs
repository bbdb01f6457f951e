//! What a mistake gets: for every kind of mistake a file in `tests/ui`, with the text rustc prints beside it.
//!
//! A case says what it is about in its comments:
//! - `//! one mistake: 64 and 128` on its first line: how many errors rustc prints (`one`, `two`), and what the first line of
//!   the error names (for rustc's own "mismatched types": its label);
//! - `//~ 64` at the end of a line: an error points to this line, at this text;
//! - `//@ fix: old => new`: what the help says, typed. With its fixes the case compiles.
//!
//! New texts are written by `TRYBUILD=overwrite cargo test --test ui texts`, and to be read before they are committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nn_core::Network;

/// Traits and types a user never wrote, so that no first line may name them.
const INTERNAL: [&str; 20] = [
    "Layer",
    "Learn",
    "LossOn",
    "Loss",
    "Matches",
    "Takes",
    "Returns",
    "Joins",
    "Flat",
    "Target",
    "Optimizer",
    "Network",
    "Shape",
    "Head",
    "Plain",
    "Parameters",
    "PhantomData",
    "Values",
    "Classes",
    "Kind",
];
/// Longer than the limit: of what a macro of ours declares, rustc shows the call too; and in generic code it advises a bound.
const LONG: [&str; 4] =
    ["batch/fused_in_generic_code", "trainer/rate_double", "trainer/rate_integer", "trainer/rate_integer_fused"];
/// Families whose mistakes are numbers that disagree.
const OF_SHAPES: [&str; 3] = ["stated", "branch", "nesting"];

struct Case {
    /// `stated/literal`
    name: String,
    path: PathBuf,
    source: String,
}

/// One error as rustc printed it.
struct Block<'a> {
    head: &'a str,
    text: &'a str,
}

impl Case {
    fn all() -> Vec<Case> {
        let mut cases = Vec::new();
        for family in sorted(&root().join("tests/ui")) {
            for path in sorted(&family) {
                if path.extension().is_some_and(|end| end == "rs") {
                    let name = format!("{}/{}", word(family.file_name()), word(path.file_stem()));
                    cases.push(Case { name, source: fs::read_to_string(&path).unwrap(), path });
                }
            }
        }
        assert!(cases.len() >= 100, "the catalogue has shrunk to {}", cases.len());
        cases
    }

    fn family(&self) -> &str {
        self.name.split('/').next().unwrap()
    }

    fn stderr(&self) -> String {
        let path = self.path.with_extension("stderr");
        fs::read_to_string(&path).unwrap_or_else(|_| panic!("no {}", path.display()))
    }

    /// How many errors are expected, and what the first of them names.
    fn announced(&self) -> (usize, Vec<&str>) {
        let first = self.source.lines().next().unwrap().strip_prefix("//! ").expect("`//! one mistake`");
        let (count, names) = first.split_once(": ").unwrap_or((first, ""));
        let count = match count {
            "one mistake" => 1,
            "two mistakes" => 2,
            other => panic!("{}: {other}", self.name),
        };
        (count, names.split(" and ").filter(|name| !name.is_empty()).collect())
    }

    /// The lines with a mistake, counted from 1, and the text an error points to.
    fn marks(&self) -> Vec<(usize, &str)> {
        let lines = self.source.lines().enumerate();
        lines.flat_map(|(at, line)| line.split("//~").skip(1).map(move |text| (at + 1, text.trim()))).collect()
    }

    fn fixes(&self) -> Vec<(String, String)> {
        let fixes = self.source.lines().filter_map(|line| line.strip_prefix("//@ fix: "));
        fixes
            .map(|fix| {
                let (old, new) = fix.split_once(" =>").expect("`old => new`");
                (old.replace("\\n", "\n"), new.strip_prefix(' ').unwrap_or(new).replace("\\n", "\n"))
            })
            .collect()
    }

    /// The source without its mistakes, as the body of a module.
    fn fixed(&self) -> String {
        let lines = self.source.lines().filter(|line| !line.starts_with("//"));
        let mut source: String = lines.map(|line| format!("{}\n", line.split(" //~").next().unwrap())).collect();
        for (old, new) in self.fixes() {
            assert_eq!(source.matches(&old).count(), 1, "{}: `{old}` does not stand there once", self.name);
            source = source.replace(&old, &new);
        }
        source
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn word(part: Option<&std::ffi::OsStr>) -> &str {
    part.and_then(|part| part.to_str()).unwrap()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn blocks(stderr: &str) -> Vec<Block<'_>> {
    let mut starts: Vec<usize> = stderr.match_indices("error").map(|(at, _)| at).collect();
    starts.retain(|&at| at == 0 || stderr[..at].ends_with('\n'));
    let ends = starts.iter().skip(1).copied().chain([stderr.len()]);
    let texts = starts.iter().zip(ends).map(|(&start, end)| stderr[start..end].trim_end());
    texts.map(|text| Block { head: text.lines().next().unwrap(), text }).collect()
}

impl Block<'_> {
    /// Line and column, counted from 1, of what is underlined.
    fn place(&self) -> (usize, usize) {
        let line = self.text.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).expect("a place");
        let mut parts = line.rsplit(':').map(|part| part.parse().unwrap_or(1));
        let column = parts.next().unwrap();
        (parts.next().unwrap(), column)
    }

    fn before_first_help(&self) -> usize {
        let helps = |line: &str| {
            let line = line.trim_start_matches([' ', '=', '|']);
            line.starts_with("help:") || line.starts_with("note:")
        };
        self.text.lines().take_while(|line| !helps(line)).count()
    }

    /// The first line, or rustc's label where the first line is only "mismatched types".
    fn says(&self) -> String {
        match self.head.contains("mismatched types") {
            true => self.text.lines().filter(|line| line.contains('^')).collect(),
            false => self.head.to_string(),
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty()).collect()
}

/// The part of a toolchain's name that must agree: `1.95`.
fn version(text: &str) -> String {
    let digits = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.').find(|part| part.contains('.'));
    digits.unwrap_or("").split('.').take(2).collect::<Vec<_>>().join(".")
}

nn_core::network! { struct Xor { input: [f32; 2], hidden: Dense(4), Tanh, output: Dense(1), Sigmoid } }

/// Files that `weights!` reads: paths start at the manifest of the crate the cases are compiled in, which trybuild writes.
fn lay_out_weights() {
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/trybuild/nn-workbench/tests/data");
    fs::create_dir_all(&data).unwrap();
    let whole = fs::read(root().join("tests/data/xor.nn")).unwrap();
    let mut net = Xor::from_bytes(&whole).unwrap();
    net.output.bias = [f32::NAN];
    let ruined = net.to_vec();
    let second = fs::read(root().join("tests/data/xor_2.nn")).unwrap();
    for (name, bytes) in [
        ("xor.nn", &whole[..]),
        ("xor_2.nn", &second),
        ("truncated.nn", &whole[..whole.len() - 1]),
        ("ruined.nn", &ruined),
    ] {
        if fs::read(data.join(name)).ok().as_deref() != Some(bytes) {
            fs::write(data.join(name), bytes).unwrap();
        }
    }
}

/// The texts, word for word with the pinned compiler. Another one words its own parts otherwise: only error codes, places
/// and numbers are compared then.
#[test]
fn texts() {
    lay_out_weights();
    let toolchain = fs::read_to_string(root().join("rust-toolchain.toml")).unwrap();
    let rustc = Command::new(std::env::var("RUSTC").unwrap_or("rustc".into())).arg("-V").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    if version(&toolchain) == version(&rustc) {
        return trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
    }
    println!("{} is not {}: comparing codes, places and numbers only", rustc.trim(), version(&toolchain));
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    let _ = fs::remove_dir_all(&copies);
    let cases = Case::all();
    for case in &cases {
        let copy = copies.join(format!("{}.rs", case.name));
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, &case.source).unwrap();
    }
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "texts_of_this_compiler", "--ignored"]).env("TRYBUILD", "overwrite").status().unwrap();
    let mut others = Vec::new();
    for case in &cases {
        let found = fs::read_to_string(copies.join(format!("{}.stderr", case.name))).unwrap_or_default();
        let judge = |stderr: &str| -> Vec<(String, usize, Vec<String>)> {
            let numbers = |text: &str| {
                words(text).iter().filter(|word| word.parse::<u64>().is_ok()).map(|word| word.to_string()).collect()
            };
            let code = |block: &Block| block.head.split(':').next().unwrap().to_string();
            let mut said: Vec<_> =
                blocks(stderr).iter().map(|block| (code(block), block.place().0, numbers(&block.says()))).collect();
            // Compilers from 1.99 on, if not before, say of some arguments and once more of the call that a bound is not met.
            said.dedup();
            said
        };
        let (now, pinned) = (judge(&found), judge(&case.stderr()));
        if now != pinned {
            others.push(format!("{}: {now:?}, pinned {pinned:?}", case.name));
        }
    }
    assert!(others.is_empty(), "{} texts are others:\n{}", others.len(), others.join("\n"));
}

/// Called by [`texts`] with another compiler than the pinned one, to write down what that says.
#[test]
#[ignore = "not a test of its own"]
fn texts_of_this_compiler() {
    trybuild::TestCases::new().compile_fail(Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui/*/*.rs"));
}

/// The rules every text keeps.
#[test]
fn rules() {
    let mut broken = Vec::new();
    for case in Case::all() {
        let stderr = case.stderr();
        let mut say = |what: String| broken.push(format!("{}: {what}", case.name));
        let (count, names) = case.announced();
        let blocks = blocks(&stderr);
        if blocks.len() != count || stderr.lines().any(|line| line.starts_with("warning")) {
            say(format!("{} errors, not {count}, or a warning", blocks.len()));
        }
        if OF_SHAPES.contains(&case.family()) && case.source.contains("network!") {
            let told = blocks.iter().all(|block| words(&block.says()).iter().any(|word| word.parse::<u64>().is_ok()));
            let exempt =
                ["scalar", "sizes", "stated_branch", "only_shapes", "empty", "no_block", "arguments", "two_parameters"];
            if !exempt.iter().any(|end| case.name.ends_with(end)) && (!told || (count == 1 && names.len() != 2)) {
                say("no numbers".into());
            }
        }
        for name in names {
            let said = blocks.first().map(Block::says).unwrap_or_default();
            if !words(&said).contains(&name) {
                say(format!("`{name}` is missing in the first line: {said}"));
            }
        }
        for hidden in ["typenum", "UInt", "ToUInt"] {
            if stderr.contains(hidden) {
                say(format!("names {hidden}"));
            }
        }
        for block in &blocks {
            let (lines, head) = (block.text.lines().count(), block.before_first_help());
            if (lines > 18 && !LONG.contains(&&*case.name)) || head > 10 {
                say(format!("{lines} lines, {head} of them before the first help"));
            }
            let own = block.head.split_once(": ").map_or("", |(_, what)| what);
            if let Some(internal) = words(own).iter().find(|word| INTERNAL.contains(word)) {
                say(format!("the first line names `{internal}`: {}", block.head));
            }
            if own.ends_with('.') || own.starts_with(|letter: char| letter.is_uppercase()) {
                say(format!("not lower case without a full stop: {own}"));
            }
            let (line, column) = block.place();
            let underlined = case.source.lines().nth(line - 1).and_then(|text| text.get(column - 1..));
            let (marks, underlined) = (case.marks(), underlined.unwrap_or_default());
            if !marks.iter().any(|&(at, text)| at == line && underlined.starts_with(text)) {
                say(format!("points to line {line}, `{underlined}`, which has no such mark"));
            }
        }
    }
    assert!(broken.is_empty(), "{} rules broken:\n{}", broken.len(), broken.join("\n"));
}

/// The help is true: typed, it mends the mistake.
#[test]
fn fixes() {
    lay_out_weights();
    let mut untyped = Vec::new();
    // Two files: there are two processors at the least.
    let mut files = [(); 2].map(|()| String::from("#![allow(warnings)]\nfn main() {}\n"));
    for (at, case) in Case::all().into_iter().enumerate() {
        let (stderr, fixes) = (case.stderr(), case.fixes());
        let typed = ["help: write", "help: did you mean", "help: remove"];
        for line in stderr.lines() {
            let Some(help) = typed.iter().find_map(|start| line.trim_start().strip_prefix(start)) else { continue };
            let text = help.split('`').nth(1).unwrap_or("").trim_end_matches(',');
            let in_fix = fixes.iter().any(|(old, new)| old.contains(text) || new.contains(text));
            if !in_fix && !text.contains('…') || fixes.is_empty() {
                untyped.push(format!("{}: no fix types `{text}`", case.name));
            }
        }
        if !fixes.is_empty() {
            let name = case.name.replace('/', "_");
            files[at % 2] += &format!("mod {name} {{\n{}}}\n", case.fixed());
        }
    }
    assert!(untyped.is_empty(), "{} help lines are not typed:\n{}", untyped.len(), untyped.join("\n"));
    // What is only checked takes half the time of what is built; for that trybuild wants an error, and this is all there may be.
    let tests = trybuild::TestCases::new();
    for (at, modules) in files.into_iter().enumerate() {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fixed_{at}.rs"));
        let line = modules.lines().count() + 1;
        let (last, margin) = ("compile_error!(\"all of it compiles\");", " ".repeat(line.to_string().len()));
        let shown = file.display();
        let underline = "^".repeat(last.len() - 1);
        let stderr = format!(
            "error: all of it compiles\n{margin}--> {shown}:{line}:1\n{margin} |\n{line} | {last}\n{margin} | {underline}\n"
        );
        fs::write(&file, modules + last).unwrap();
        fs::write(file.with_extension("stderr"), stderr).unwrap();
        tests.compile_fail(file);
    }
}
