//! The house: no circle of imports in any crate, and the floors that CONTRIBUTING.md draws.
//!
//! Read from the sources: `use` lines, and every path that begins at `crate`, `self`, `super` or a module of the file. What a
//! module passes on from its own folder (`pub use child::Name`) is a door, not an import; who comes through it has
//! imported the file behind it. Tests are not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The crates of the workspace that have more than one file, by their root file.
const CRATES: [(&str, &str); 4] = [
    ("nn-core", "nn-core/src/lib.rs"),
    ("nn-language", "nn-language/src/lib.rs"),
    ("xtask", "xtask/src/main.rs"),
    ("firmware/c-abi", "firmware/c-abi/src/lib.rs"),
];

/// A module: its file, the modules in it, what it passes on, and the paths in it.
#[derive(Default)]
struct Module {
    file: PathBuf,
    children: BTreeMap<String, Module>,
    /// The name under which something is passed on, and where it is; a name of `*` passes on all of that module.
    doors: Vec<(String, Vec<String>)>,
    /// Paths that are used, from the root of the crate.
    paths: Vec<Vec<String>>,
}

/// The tokens of a token stream without those that stand under `#[cfg(test)]` or `#[cfg(doc)]`.
fn items(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    let mut skip = false;
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#')
            && let Some(TokenTree::Group(group)) = tokens.peek()
            && group.delimiter() == Delimiter::Bracket
        {
            let text = group.stream().to_string().replace(' ', "");
            if let Some(path) = text.strip_prefix("path=") {
                kept.push(TokenTree::Literal(path.parse().expect("a literal")));
            }
            skip |= text == "cfg(test)" || text == "cfg(doc)";
            tokens.next();
            continue;
        }
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        match skip {
            true => skip = !ends || matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ';'),
            false => kept.push(token),
        }
    }
    kept
}

fn word(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

fn is(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// All paths that go on from `start` at `at`, behind a `::`; and how many tokens they take.
fn tree(tokens: &[TokenTree], at: usize, start: Vec<String>) -> (Vec<(String, Vec<String>)>, usize) {
    let mut path = start;
    let mut end = at;
    while is(tokens.get(end), ':') && is(tokens.get(end + 1), ':') {
        match tokens.get(end + 2) {
            Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => return (vec![("*".into(), path)], end + 3),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let parts = inner.split(|token| is(Some(token), ','));
                let found = parts.filter(|part| !part.is_empty()).flat_map(|part| {
                    let mut start = path.clone();
                    match word(part.first()).as_deref() {
                        Some("self") | None => {}
                        Some(first) => start.push(first.to_string()),
                    }
                    tree(part, 1, start).0
                });
                return (found.collect(), end + 3);
            }
            _ => break,
        }
        end += 3;
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if word(tokens.get(end)).as_deref() == Some("as")
        && let Some(other) = word(tokens.get(end + 1))
    {
        name = other;
        end += 2;
    }
    (vec![(name, path)], end)
}

impl Module {
    /// The module in `file`, whose own modules stand in `folder`.
    fn read(file: &Path, folder: &Path, here: &[String]) -> Module {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut module = Module { file: file.to_path_buf(), ..Module::default() };
        module.scan(items(tokens), folder, here);
        module
    }

    fn scan(&mut self, tokens: Vec<TokenTree>, folder: &Path, here: &[String]) {
        // Modules first: they may be named before they stand there.
        for at in 0..tokens.len() {
            if word(tokens.get(at)).as_deref() != Some("mod") {
                continue;
            }
            let Some(name) = word(tokens.get(at + 1)) else { continue };
            let inside: Vec<String> = here.iter().cloned().chain([name.clone()]).collect();
            if is(tokens.get(at + 2), ';') {
                let before = tokens[..at].iter().rev().take_while(|token| !is(Some(token), ';'));
                let stated = before.take(3).find_map(|token| match token {
                    TokenTree::Literal(literal) => Some(literal.to_string().trim_matches('"').to_string()),
                    _ => None,
                });
                let single = folder.join(stated.unwrap_or_else(|| format!("{name}.rs")));
                let file = if single.exists() { single } else { folder.join(&name).join("mod.rs") };
                self.children.insert(name.clone(), Module::read(&file, &folder.join(&name), &inside));
            } else if let Some(TokenTree::Group(group)) = tokens.get(at + 2) {
                let mut inline = Module { file: self.file.clone(), ..Module::default() };
                inline.scan(items(group.stream()), &folder.join(&name), &inside);
                self.children.insert(name, inline);
            }
        }
        self.paths_of(&tokens, here, true);
    }

    fn paths_of(&mut self, tokens: &[TokenTree], here: &[String], top: bool) {
        let mut at = 0;
        while at < tokens.len() {
            if let TokenTree::Group(group) = &tokens[at] {
                let is_module = top && at >= 2 && word(tokens.get(at - 2)).as_deref() == Some("mod");
                if !is_module {
                    self.paths_of(&items(group.stream()), here, false);
                }
                at += 1;
                continue;
            }
            let follows = is(tokens.get(at + 1), ':') && is(tokens.get(at + 2), ':');
            let inner = at >= 2 && is(tokens.get(at - 1), ':') && is(tokens.get(at - 2), ':');
            let Some(first) = word(tokens.get(at)).filter(|_| follows && !inner) else {
                at += 1;
                continue;
            };
            let mut start = match first.as_str() {
                "crate" => Vec::new(),
                "self" => here.to_vec(),
                "super" => here[..here.len().saturating_sub(1)].to_vec(),
                name if self.children.contains_key(name) => here.iter().cloned().chain([first.clone()]).collect(),
                _ => {
                    at += 1;
                    continue;
                }
            };
            let mut from = at + 1;
            while word(tokens.get(from + 2)).as_deref() == Some("super") {
                start.pop();
                from += 3;
            }
            let (found, end) = tree(tokens, from, start);
            let before: Vec<String> = tokens[..at].iter().rev().take(3).map(ToString::to_string).collect();
            let before: Vec<&str> = before.iter().map(String::as_str).collect();
            let passes_on = matches!(before[..], ["use", "pub", ..] | ["use", "(crate)" | "(super)", "pub"]);
            // The root of a crate is all doors.
            let own = self.children.contains_key(&first) || here.is_empty() || self.file.ends_with("lib.rs");
            if passes_on {
                self.doors.extend(found.iter().cloned());
            }
            if !(passes_on && own) {
                self.paths.extend(found.into_iter().map(|(_, path)| path));
            }
            at = end;
        }
    }

    /// The file in which what a path names stands, as far as the crate has it.
    fn find<'a>(root: &'a Module, path: &[String], depth: usize) -> &'a Module {
        let mut module = root;
        for (at, name) in path.iter().enumerate() {
            if let Some(child) = module.children.get(name) {
                module = child;
                continue;
            }
            let behind = |(passed, target): &(String, Vec<String>)| match passed.as_str() {
                "*" => {
                    let room = Module::find(root, target, depth + 1);
                    let has = room.children.contains_key(name) || room.doors.iter().any(|(door, _)| door == name);
                    let text = fs::read_to_string(&room.file).unwrap_or_default();
                    let defines = ["struct", "enum", "trait", "fn", "const", "type", "static"];
                    let defined = defines.iter().any(|kind| text.contains(&format!("pub {kind} {name}")));
                    (has || defined).then(|| target.iter().cloned().chain([name.clone()]).collect::<Vec<_>>())
                }
                passed => (passed == name).then(|| target.clone()),
            };
            let Some(target) = module.doors.iter().find_map(behind).filter(|_| depth < 8) else { return module };
            let rest: Vec<String> = target.into_iter().chain(path[at + 1..].iter().cloned()).collect();
            return Module::find(root, &rest, depth + 1);
        }
        module
    }

    fn all(&self) -> Vec<&Module> {
        iter::once(self).chain(self.children.values().flat_map(Module::all)).collect()
    }
}

/// Which file imports which, by their names below the folder of the crate's sources.
fn imports(root: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let folder = root.parent().expect("a folder");
    let module = Module::read(root, folder, &[]);
    let short = |file: &Path| file.strip_prefix(folder).unwrap_or(file).display().to_string();
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for from in module.all() {
        let arrows = arrows.entry(short(&from.file)).or_default();
        let targets = from.paths.iter().map(|path| Module::find(&module, path, 0));
        arrows.extend(targets.filter(|to| to.file != from.file).map(|to| short(&to.file)));
    }
    arrows
}

/// A way from a file back to itself.
fn circle(arrows: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn walk<'a>(
        at: &'a str,
        arrows: &'a BTreeMap<String, BTreeSet<String>>,
        way: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> Option<Vec<String>> {
        if let Some(start) = way.iter().position(|&file| file == at) {
            return Some(way[start..].iter().map(ToString::to_string).collect());
        }
        if !done.insert(at) {
            return None;
        }
        way.push(at);
        let found = arrows.get(at).into_iter().flatten().find_map(|next| walk(next, arrows, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|file| walk(file, arrows, &mut Vec::new(), &mut done))
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn no_crate_imports_in_a_circle() {
    for (name, root) in CRATES {
        let arrows = imports(&workspace().join(root));
        assert_eq!(circle(&arrows), None, "{name}: each of these files imports the next, and the last the first");
    }
}

/// The floors as CONTRIBUTING.md draws them, lowest first: the lines of the block behind ```` ```floors NAME ````.
fn floors(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(workspace().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let begin = format!("```floors {name}\n");
    let (_, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("CONTRIBUTING.md draws no floors of {name}"));
    let (block, _) = rest.split_once("```").expect("the end of the block");
    block.lines().map(|line| line.split_whitespace().map(str::to_string).collect()).collect()
}

/// The room a file belongs to: the folder or file at the top of the crate.
fn room(file: &str) -> &str {
    let top = file.split('/').next().unwrap_or(file);
    top.strip_suffix(".rs").unwrap_or(top)
}

#[test]
fn floors_are_as_they_are_drawn() {
    for (name, root) in CRATES.into_iter().filter(|(name, _)| ["nn-core", "nn-language"].contains(name)) {
        let floors = floors(name);
        let floor = |room: &str| {
            let found = floors.iter().position(|rooms| rooms.iter().any(|known| known == room));
            found.unwrap_or_else(|| panic!("{name}: `{room}` stands on no floor of CONTRIBUTING.md"))
        };
        let arrows = imports(&workspace().join(root));
        // The root is all doors.
        let arrows: BTreeMap<_, _> = arrows.into_iter().filter(|(file, _)| file != "lib.rs").collect();
        let rooms: BTreeSet<&str> = arrows.keys().map(|file| room(file)).collect();
        for drawn in floors.iter().flatten() {
            assert!(rooms.contains(drawn.as_str()), "{name}: `{drawn}` is drawn, but there is no such room");
        }
        for (from, targets) in &arrows {
            for to in targets.iter().filter(|to| *to != "lib.rs" && room(to) != room(from)) {
                assert!(floor(room(to)) < floor(room(from)), "{name}: `{from}` imports `{to}`, which is not below it");
            }
        }
    }
}

/// The reader finds what it should: a path behind a door, in a group, under another name.
#[test]
fn imports_are_found() {
    let arrows = imports(&workspace().join("nn-core/src/lib.rs"));
    let imports = |from: &str, to: &str| arrows[from].contains(to);
    assert!(imports("layer/dense.rs", "kernel/mod.rs") && imports("layer/dense.rs", "layer/mod.rs"));
    assert!(imports("layer/dense.rs", "layer/head.rs"), "a module in a group");
    assert!(imports("train/trainer.rs", "train/schedule.rs"), "behind a door");
    assert!(imports("train/fit.rs", "layer/mod.rs") || imports("train/pass.rs", "layer/mod.rs"));
    assert!(imports("private.rs", "layer/activation/mod.rs"), "a function two folders down");
    assert!(!imports("kernel/mod.rs", "scalar.rs") && !imports("layer/mod.rs", "layer/dense.rs"));
    let circles = BTreeMap::from([("a", "b"), ("b", "c"), ("c", "b")]);
    let circles = circles.into_iter().map(|(from, to)| (from.to_string(), BTreeSet::from([to.to_string()]))).collect();
    assert_eq!(circle(&circles), Some(vec!["b".to_string(), "c".to_string()]));
}

/// The rivers of CONTRIBUTING.md run through files that are there, through none twice.
#[test]
fn rivers_run_through_files() {
    let text = fs::read_to_string(workspace().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let rivers: Vec<&str> = text.split("```river\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(rivers.len(), 2);
    for river in rivers {
        let files: Vec<&str> = river.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert!(files.len() > 5);
        for (at, file) in files.iter().enumerate() {
            assert!(workspace().join(file).is_file(), "{file}");
            assert!(!files[..at].contains(file), "{file} twice");
        }
    }
}
