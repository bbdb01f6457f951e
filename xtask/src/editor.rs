//! `cargo xtask editor`: what an editor shows of a declaration, asked of rust-analyzer.

mod server;

use std::path::PathBuf;

use serde_json::Value;

use crate::scratch::{Result, Scratch};
use server::Server;

/// What is open in the editor.
const PROGRAM: &str = include_str!("editor/program.rs");

/// What no type that is shown has in it: the projections and shapes with which the expansion computes.
const INTERNAL: [&str; 5] = [" as ", "Rows<", "Features<", "Image<", "__"];

/// What is wrong with an answer, if anything is.
type Judged = std::result::Result<(), String>;

pub fn editor() -> Result<bool> {
    let version = server::version()?;
    let scratch = Scratch::new("editor", &["seen"])?;
    scratch.manifest("seen", "[[bin]]\nname = \"seen\"\npath = \"src/main.rs\"\n")?;
    scratch.write("seen/src/main.rs", PROGRAM)?;
    let mut server = Server::start(&scratch.folder, &scratch.folder.join("built"))?;
    let file = scratch.folder.join("seen/src/main.rs");
    server.open(&file, PROGRAM)?;
    server.ready()?;
    let mut editor = Editor { server, file, text: PROGRAM.into() };

    let facts: [(&str, Fact); 12] = [
        ("doc comments of a line are at its field", documentation),
        ("fields and methods are offered behind a network", offered),
        ("nothing that begins with `__` is offered", nothing_internal),
        ("`forward` shows arrays", forward),
        ("a call of `forward` shows them with their sizes", calls),
        ("the other methods show arrays", methods),
        ("values are arrays", values),
        ("`Dense` leads to its source", dense),
        ("other layers lead to theirs", layers),
        ("activations lead to theirs", activations),
        ("a field leads to its line", fields),
        // Last, because it changes the text.
        ("a line that is half typed leaves the others alone", half_typed),
    ];
    let mut right = 0;
    for (name, fact) in &facts {
        match fact(&mut editor)? {
            Ok(()) => {
                println!("{name}");
                right += 1;
            }
            Err(found) => println!("WRONG: {name}: {found}"),
        }
    }
    println!("editor: {right} of {} as they should be ({version})", facts.len());
    Ok(right == facts.len())
}

type Fact = fn(&mut Editor) -> Result<Judged>;

fn documentation(editor: &mut Editor) -> Result<Judged> {
    for (place, user, known) in [
        ("net.|hidden.bias", "Finds the edges.", "`Dense(4)`, to features (4)."),
        ("|hidden: Dense(4)", "Finds the edges.", "`Dense(4)`, to features (4)."),
        ("wide.|scale", "Keeps what came in.", "`Standardize`, to features (16)."),
        ("wide.|twice", "Looks twice.", "`Residual`, to features (16)."),
        ("twice.|narrow", "Sees less.", "`Dense(3)`, to features (3)."),
        ("let net: |Net ", "A small network.", "`hidden`"),
    ] {
        let shown = editor.hover(place)?;
        if let Some(missing) = [user, known].into_iter().find(|text| !shown.contains(text)) {
            return Ok(Err(format!("no {missing:?} at {place:?}, but {shown:?}")));
        }
    }
    Ok(Ok(()))
}

fn offered(editor: &mut Editor) -> Result<Judged> {
    let methods = ["forward", "forward_batch", "trace", "classify", "to_bytes"];
    for (place, fields) in [
        ("net.|hidden.bias", &["hidden", "output"][..]),
        ("wide.|scale", &["scale", "twice", "both", "logits"]),
        ("generic.|hidden", &["hidden", "output"]),
    ] {
        let names = editor.complete(place)?;
        if let Some(missing) = fields.iter().chain(&methods).find(|name| !names.iter().any(|other| other == *name)) {
            return Ok(Err(format!("no `{missing}` at {place:?}, but {names:?}")));
        }
    }
    Ok(Ok(()))
}

fn nothing_internal(editor: &mut Editor) -> Result<Judged> {
    for place in [
        "net.|hidden.bias",
        "net.hidden.|bias",
        "net.|forward(",
        "Net::|new(",
        "trace.|hidden",
        "gradients.|hidden",
        "wide.|scale",
        "Wide::|new(",
        "wide.twice.|narrow",
        "generic.|hidden",
    ] {
        let names = editor.complete(place)?;
        if names.is_empty() {
            return Ok(Err(format!("nothing at all is offered at {place:?}")));
        }
        if let Some(internal) = names.iter().find(|name| name.starts_with("__")) {
            return Ok(Err(format!("`{internal}` at {place:?}")));
        }
    }
    Ok(Ok(()))
}

fn forward(editor: &mut Editor) -> Result<Judged> {
    for (place, taken, given) in [
        ("net.|forward(", "[f32; 2]", "[f32; 1]"),
        ("wide.|forward(", "[[[f32; 1]; 4]; 4]", "[f32; 10]"),
        ("generic.|forward(", "[T; 3]", "[T; 2]"),
    ] {
        let shown = editor.hover(place)?;
        // rust-analyzer writes `{const}` for the sizes in signatures, in those that are written by hand too.
        let bare = |array: &str| {
            let numbers: Vec<_> =
                array.split("; ").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect();
            numbers.join("; {const}")
        };
        let is = |taken: &str, given: &str| shown.contains(&format!("forward(&self, input: &{taken}) -> {given}\n"));
        if !is(taken, given) && !is(&bare(taken), &bare(given)) {
            return Ok(Err(format!("{shown:?} at {place:?}")));
        }
        if !shown.contains(&format!("from `{taken}` to `{given}`")) {
            return Ok(Err(format!("no `{taken}` and `{given}` at {place:?}, but {shown:?}")));
        }
    }
    Ok(Ok(()))
}

fn calls(editor: &mut Editor) -> Result<Judged> {
    for (place, expected) in [
        ("net.forward(|", "fn forward(&self, input: &[f32; 2]) -> [f32; 1]"),
        ("wide.forward(|", "fn forward(&self, input: &[[[f32; 1]; 4]; 4]) -> [f32; 10]"),
        ("generic.forward(|", "fn forward(&self, input: &[f64; 3]) -> [f64; 2]"),
    ] {
        let shown = editor.ask("signatureHelp", place)?["signatures"][0]["label"].clone();
        if shown != expected {
            return Ok(Err(format!("{shown} at {place:?}, not {expected:?}")));
        }
    }
    Ok(Ok(()))
}

fn methods(editor: &mut Editor) -> Result<Judged> {
    for place in ["net.|forward_batch", "net.|trace", "net.|record", "net.|backward"] {
        let shown = editor.hover(place)?;
        let signature = shown.lines().find(|line| line.starts_with("pub fn ")).unwrap_or_default();
        if let Some(internal) = INTERNAL.iter().find(|text| signature.contains(*text)) {
            return Ok(Err(format!("{internal:?} in {signature:?}")));
        }
        if !signature.contains("[f32; ") {
            return Ok(Err(format!("no array at {place:?}: {shown:?}")));
        }
    }
    Ok(Ok(()))
}

fn values(editor: &mut Editor) -> Result<Judged> {
    for (place, expected) in [
        ("let |answer = net", "let answer: [f32; 1]"),
        ("let |classes = wide", "let classes: [f32; 10]"),
        ("let |result = generic", "let result: [f64; 2]"),
        ("trace.|hidden", "pub hidden: [f32; 4]"),
    ] {
        let shown = editor.hover(place)?;
        if !shown.lines().any(|line| line == expected) {
            return Ok(Err(format!("no {expected:?} at {place:?}, but {shown:?}")));
        }
    }
    Ok(Ok(()))
}

fn dense(editor: &mut Editor) -> Result<Judged> {
    let places =
        ["hidden: |Dense(4)", "hidden: Den|se(4)", "narrow: |Dense(3", "small: |Dense(4)", "hidden: |Dense(WIDTH)"];
    editor.lead(places.map(|place| (place, "layer/dense.rs", "pub struct Dense<")))
}

fn layers(editor: &mut Editor) -> Result<Judged> {
    editor.lead([
        ("|Standardize,", "layer/standardize.rs", "pub struct Standardize<"),
        ("|Prelu,", "layer/prelu.rs", "pub struct Prelu<"),
        ("|Dropout(", "layer/dropout.rs", "pub struct Dropout "),
        ("init = |He", "init.rs", "He,"),
    ])
}

fn activations(editor: &mut Editor) -> Result<Judged> {
    editor.lead([
        ("|Relu,", "layer/activation/relu.rs", "pub struct Relu;"),
        ("|Sigmoid,", "layer/activation/sigmoid.rs", "pub struct Sigmoid;"),
        ("|Tanh, Chain", "layer/activation/tanh.rs", "pub struct Tanh;"),
        ("|Softmax,", "layer/activation/softmax.rs", "pub struct Softmax;"),
    ])
}

fn fields(editor: &mut Editor) -> Result<Judged> {
    let own = |place, line| (place, "seen/src/main.rs", line);
    editor.lead([
        own("net.|hidden.bias", "hidden: Dense(4)"),
        own("trace.|hidden", "hidden: Dense(4)"),
        own("wide.|twice", "twice:  Residual"),
        own("twice.|narrow", "narrow: Dense(3"),
        own("= |Net::new(", "pub struct Net {"),
    ])
}

fn half_typed(editor: &mut Editor) -> Result<Judged> {
    for half in ["hidden: Den", "hidden: Dense", "hidden: Dense(", "hidden:", "hidden"] {
        let text = PROGRAM.replacen("hidden: Dense(4),", &format!("{half}\n"), 1);
        // An editor closes what is opened.
        editor.change(text.replace("Dense(\n", "Dense()\n"))?;
        let names = editor.complete("net.|hidden.bias")?;
        if let Some(missing) = ["output", "forward"].iter().find(|name| !names.iter().any(|other| other == *name)) {
            return Ok(Err(format!("no `{missing}` behind {half:?}, but {names:?}")));
        }
    }
    Ok(Ok(()))
}

/// An editor in which one file is open.
struct Editor {
    server: Server,
    file: PathBuf,
    text: String,
}

impl Editor {
    /// The line and column of the `|` in a piece of the text, where that stands first.
    fn place(&self, place: &str) -> Result<(usize, usize)> {
        let (before, after) = place.split_once('|').ok_or("a place has a `|`")?;
        let piece = format!("{before}{after}");
        let mut lines = self.text.lines().enumerate();
        let found = lines.find_map(|(number, line)| Some((number, line.find(&piece)? + before.len())));
        found.ok_or_else(|| format!("the program has no {piece:?}").into())
    }

    fn ask(&mut self, method: &str, place: &str) -> Result<Value> {
        let at = self.place(place)?;
        self.server.ask(method, &self.file, at)
    }

    /// What is shown where the pointer stands.
    fn hover(&mut self, place: &str) -> Result<String> {
        Ok(self.ask("hover", place)?["contents"]["value"].as_str().unwrap_or("nothing").into())
    }

    /// The names that are offered, without what stands behind them in brackets.
    fn complete(&mut self, place: &str) -> Result<Vec<String>> {
        let answer = self.ask("completion", place)?;
        let items = answer["items"].as_array().or(answer.as_array());
        let names = items.into_iter().flatten().filter_map(|item| item["label"].as_str());
        Ok(names.map(|label| label.split('(').next().unwrap_or_default().trim().to_string()).collect())
    }

    /// Whether every place leads to one definition, in this file, in this line.
    fn lead<const N: usize>(&mut self, places: [(&str, &str, &str); N]) -> Result<Judged> {
        for (place, file, line) in places {
            let answer = self.ask("definition", place)?;
            let [found] = answer.as_array().map(Vec::as_slice).unwrap_or_default() else {
                return Ok(Err(format!("{place:?} leads to {answer}")));
            };
            let path = found["uri"].as_str().and_then(server::path).unwrap_or_default();
            let text = if path == self.file { self.text.clone() } else { std::fs::read_to_string(&path)? };
            let number = found["range"]["start"]["line"].as_u64().unwrap_or(u64::MAX);
            let there = text.lines().nth(usize::try_from(number)?).unwrap_or_default();
            if !path.ends_with(file) || !there.contains(line) {
                return Ok(Err(format!("{place:?} leads to {}: {there:?}", path.display())));
            }
        }
        Ok(Ok(()))
    }

    fn change(&mut self, text: String) -> Result<()> {
        self.text = text;
        self.server.change(&self.file, &self.text)
    }
}
