//! Declarations, and the code that calls them, as data; written out as Rust.

use std::collections::HashMap;
use std::fmt::Write;

pub use nn_language::catalogue::Block;

use super::kind::Kind;

/// What a size is worth.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    Number(usize),
    Parameter(String),
}

/// A size as it is written, and what it is worth.
#[derive(Clone, Debug)]
pub struct Size {
    pub text: String,
    pub value: Value,
}

impl Size {
    pub fn literal(number: usize) -> Self {
        Size { text: number.to_string(), value: Value::Number(number) }
    }

    pub fn parameter(name: &str) -> Self {
        Size { text: name.into(), value: Value::Parameter(name.into()) }
    }

    pub fn number(&self) -> Option<usize> {
        match self.value {
            Value::Number(number) => Some(number),
            Value::Parameter(_) => None,
        }
    }

    pub fn is_literal(&self) -> bool {
        self.text.parse::<usize>().is_ok()
    }

    pub fn is_expression(&self) -> bool {
        !self.is_literal() && self.number().is_some()
    }
}

#[derive(Clone, Debug)]
pub enum What {
    /// A stated shape.
    State(Vec<Size>),
    Dense {
        size: Size,
        /// Other arguments, as written behind the size.
        rest: &'static str,
    },
    /// Keeps any shape; how many values of its own it has for each of the shape, and for each channel.
    Keeps {
        text: String,
        values: usize,
        of_channels: usize,
    },
    /// `Softmax`, `LogSoftmax`: keep features.
    KeepsFeatures(&'static str),
    Flatten,
    Reshape(Vec<Size>),
    /// A layer over an image or a series.
    Over(Over),
    Block(Block, Vec<Line>),
    /// One of the networks declared before, with its sizes.
    Nested {
        which: usize,
        sizes: Vec<Size>,
    },
}

/// A layer over an image or a series, and what it makes of one.
#[derive(Clone, Debug)]
pub struct Over {
    pub text: String,
    /// How many sizes what it takes has; one of two where that does not matter.
    pub rank: Option<usize>,
    pub gives: Given,
    /// How many values it has: for each number that comes in, for each channel, and beside them.
    pub values: (usize, usize, usize),
}

/// The shape that such a layer gives.
#[derive(Clone, Copy, Debug)]
pub enum Given {
    /// Of every side what its window leaves, and so many channels, or as many as before.
    Windows { window: usize, stride: usize, same: bool, channels: Option<usize> },
    /// As many steps, of so many numbers.
    Steps(usize),
    /// One number for each channel.
    Pooled,
    /// As before.
    Same,
}

impl Over {
    /// The shape behind it, if what comes in is one it takes: a size is a number there.
    pub fn behind(&self, sizes: &[Size]) -> Option<Vec<Size>> {
        if self.rank.is_some_and(|rank| rank != sizes.len()) || sizes.len() < 2 {
            return None;
        }
        let (channels, sides) = sizes.split_last()?;
        let made = |number: usize| match sizes.iter().all(Size::is_literal) {
            true => Size::literal(number),
            false => Size { text: format!("{number} + 0"), value: Value::Number(number) },
        };
        match self.gives {
            Given::Windows { window, stride, same, channels: out } => {
                let mut behind = Vec::new();
                for side in sides {
                    let side = side.number()?;
                    behind.push(made(if same {
                        side.div_ceil(stride)
                    } else {
                        side.checked_sub(window)? / stride + 1
                    }));
                }
                channels.number()?;
                behind.push(out.map_or_else(|| channels.clone(), Size::literal));
                Some(behind)
            }
            Given::Steps(units) => Some(vec![sides.first()?.clone(), Size::literal(units)]),
            Given::Pooled => Some(vec![channels.clone()]),
            Given::Same => Some(sizes.to_vec()),
        }
    }
}

/// A line of a declaration.
#[derive(Clone, Debug)]
pub struct Line {
    /// By which a disagreement names it.
    pub id: usize,
    pub frozen: bool,
    pub name: Option<String>,
    pub what: What,
}

impl Line {
    /// A layer of the library as it is written, which blocks, stated shapes and nested networks are not.
    pub fn text(&self) -> String {
        match &self.what {
            What::Dense { size, rest } => format!("Dense({}{rest})", size.text),
            What::Keeps { text, .. } => text.clone(),
            What::KeepsFeatures(text) => (*text).into(),
            What::Flatten => "Flatten".into(),
            What::Reshape(sizes) => format!("Reshape({})", sizes_text(sizes)),
            What::Over(over) => over.text.clone(),
            What::State(_) | What::Block(..) | What::Nested { .. } => String::new(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Network {
    pub name: String,
    /// Whether it stands in a module of its own.
    pub in_module: bool,
    /// `T: Scalar`, and what it is when it is called.
    pub generic_scalar: bool,
    pub scalar: &'static str,
    /// Const parameters, and what they are when it is called.
    pub parameters: Vec<(String, usize)>,
    pub input: Vec<Size>,
    pub lines: Vec<Line>,
}

impl Network {
    pub fn is_generic(&self) -> bool {
        self.generic_scalar || !self.parameters.is_empty()
    }

    /// What a size is when the network is called.
    pub fn worth(&self, size: &Size) -> usize {
        match &size.value {
            Value::Number(number) => *number,
            Value::Parameter(name) => {
                self.parameters.iter().find(|(known, _)| known == name).map_or(0, |&(_, worth)| worth)
            }
        }
    }

    /// `::<f32, 5>`, or nothing.
    fn instance(&self, turbofish: &str) -> String {
        let mut list: Vec<String> = Vec::new();
        if self.generic_scalar {
            list.push(self.scalar.into());
        }
        list.extend(self.parameters.iter().map(|(_, worth)| worth.to_string()));
        if list.is_empty() { String::new() } else { format!("{turbofish}<{}>", list.join(", ")) }
    }
}

/// What is done with a network. Sizes are those of arrays.
#[derive(Clone, Debug)]
pub enum Use {
    Forward {
        x: Vec<usize>,
        y: Option<Vec<usize>>,
    },
    Batch {
        x: Vec<usize>,
        y: Vec<usize>,
    },
    Step {
        x: Vec<usize>,
        target: Vec<usize>,
    },
    /// `weights!` of a file that this network wrote.
    Weights(Box<Network>),
    /// `check!`
    Check,
}

/// Name, how it is written, what it is worth.
pub type Constant = (String, String, usize);

/// A module of generated code.
#[derive(Clone, Debug)]
pub struct Case {
    pub constants: Vec<Constant>,
    pub nested: Vec<Network>,
    pub network: Network,
    pub uses: Vec<Use>,
    /// The line that is written otherwise, and how.
    pub slip: Option<(usize, Kind)>,
}

/// Where things stand in the written code; lines are counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub declaration: (usize, usize),
    pub lines: HashMap<usize, (usize, usize)>,
    pub uses: Vec<(usize, usize)>,
}

pub fn array_type(scalar: &str, sizes: &[usize]) -> String {
    sizes.iter().rev().fold(scalar.into(), |inner, size| format!("[{inner}; {size}]"))
}

fn array(sizes: &[usize]) -> String {
    sizes.iter().rev().fold("0.5".into(), |inner, size| format!("[{inner}; {size}]"))
}

struct Page {
    text: String,
    line: usize,
    places: Places,
}

impl Page {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
        self.line += 1;
    }
}

/// `64` or `(8, 8, 1)`
fn sizes_text(sizes: &[Size]) -> String {
    match sizes {
        [only] => only.text.clone(),
        several => {
            let list: Vec<_> = several.iter().map(|size| size.text.as_str()).collect();
            format!("({})", list.join(", "))
        }
    }
}

impl Case {
    /// The code of the module without what is done with its network.
    pub fn write_declarations(&self) -> (String, Places) {
        self.write_parts(false, "")
    }

    /// The code of the module; `file` is its weights file.
    pub fn write(&self, file: &str) -> (String, Places) {
        self.write_parts(true, file)
    }

    fn write_parts(&self, with_uses: bool, file: &str) -> (String, Places) {
        let mut page = Page { text: String::new(), line: 1, places: Places::default() };
        page.put("//! Generated.");
        page.put("use nn_core::prelude::*;");
        for (name, text, _) in &self.constants {
            page.put("/// A size.");
            page.put(&format!("pub const {name}: usize = {text};"));
        }
        for network in &self.nested {
            if network.in_module {
                page.put("/// What is nested.");
                page.put("pub mod parts {");
                page.put("use nn_core::prelude::*;");
            }
            self.declaration(network, &mut page);
            if network.in_module {
                page.put("}");
            }
        }
        let first = page.line;
        self.declaration(&self.network, &mut page);
        page.places.declaration = (first, page.line - 1);
        if with_uses {
            self.calls(&mut page, file);
        }
        (page.text, page.places)
    }

    fn declaration(&self, network: &Network, page: &mut Page) {
        page.put("network! {");
        page.put("    /// A network.");
        let mut generics: Vec<String> = Vec::new();
        if network.generic_scalar {
            generics.push("T: Scalar".into());
        }
        generics.extend(network.parameters.iter().map(|(name, _)| format!("const {name}: usize")));
        let generics = if generics.is_empty() { String::new() } else { format!("<{}>", generics.join(", ")) };
        page.put(&format!("    pub struct {}{generics} {{", network.name));
        let scalar = if network.generic_scalar { "T" } else { network.scalar };
        let input = page.line;
        page.put(&format!("        input: [{scalar}; {}],", sizes_text(&network.input)));
        if network.name == self.network.name {
            page.places.lines.insert(INPUT, (input, input));
        }
        self.lines(&network.lines, scalar, 2, page);
        page.put("    }");
        page.put("}");
    }

    fn lines(&self, lines: &[Line], scalar: &str, depth: usize, page: &mut Page) {
        let indent = "    ".repeat(depth);
        for line in lines {
            let first = page.line;
            if line.frozen {
                page.put(&format!("{indent}#[frozen]"));
            }
            let name = line.name.as_ref().map_or(String::new(), |name| format!("{name}: "));
            if let Some((_, kind)) = self.slip.filter(|(slipped, _)| *slipped == line.id) {
                let (text, end) = kind.slipped(line);
                page.put(&format!("{indent}{text}{end}"));
                page.places.lines.insert(line.id, (first, page.line - 1));
                continue;
            }
            let value = match &line.what {
                What::State(sizes) => format!("[{scalar}; {}]", sizes_text(sizes)),
                What::Nested { which, sizes } => {
                    let nested = &self.nested[*which];
                    let mut list: Vec<String> = Vec::new();
                    if nested.generic_scalar {
                        list.push(scalar.into());
                    }
                    list.extend(sizes.iter().map(|size| match size.is_expression() && size.text.contains(' ') {
                        true if !size.text.starts_with('{') => format!("{{ {} }}", size.text),
                        _ => size.text.clone(),
                    }));
                    let arguments = if list.is_empty() { String::new() } else { format!("::<{}>", list.join(", ")) };
                    format!("{}{}{arguments}", if nested.in_module { "parts::" } else { "" }, nested.name)
                }
                What::Block(kind, inner) => {
                    page.put(&format!("{indent}{name}{kind:?} {{"));
                    self.lines(inner, scalar, depth + 1, page);
                    page.put(&format!("{indent}}},"));
                    page.places.lines.insert(line.id, (first, page.line - 1));
                    continue;
                }
                _ => line.text(),
            };
            page.put(&format!("{indent}{name}{value},"));
            page.places.lines.insert(line.id, (first, page.line - 1));
        }
    }

    fn calls(&self, page: &mut Page, file: &str) {
        let network = &self.network;
        let (name, scalar) = (&network.name, network.scalar);
        let (bare, fish) = (network.instance(""), network.instance("::"));
        for one in &self.uses {
            let first = page.line;
            match one {
                Use::Weights(_) => {
                    page.put("/// Saved.");
                    let at = page.line;
                    page.put(&format!("pub static SAVED: {name}{bare} = nn_core::weights!({name}{bare}, \"{file}\");"));
                    page.places.uses.push((at, at));
                    continue;
                }
                Use::Check => {
                    page.put(&format!("nn_core::check!({name}{bare});"));
                    page.places.uses.push((first, first));
                    continue;
                }
                Use::Forward { x, y } => {
                    page.put("/// Computes.");
                    page.put("pub fn forward() {");
                    page.put(&format!("    let net = {name}{fish}::new(7);"));
                    page.put(&format!("    let x: {} = {};", array_type(scalar, x), array(x)));
                    let at = page.line;
                    let given = y.as_ref().map_or(String::new(), |y| format!(": {}", array_type(scalar, y)));
                    page.put(&format!("    let _y{given} = net.forward(&x);"));
                    page.places.uses.push((at, at));
                }
                Use::Batch { x, y } => {
                    page.put("/// Computes.");
                    page.put("pub fn batch() {");
                    page.put(&format!("    let net = {name}{fish}::new(7);"));
                    page.put(&format!("    let xs = [{}; 4];", array(x)));
                    page.put(&format!("    let mut ys = [{}; 4];", array(y)));
                    let at = page.line;
                    page.put("    net.forward_batch(&xs, &mut ys);");
                    page.places.uses.push((at, at));
                }
                Use::Step { x, target } => {
                    page.put("/// Learns.");
                    page.put("pub fn learn() {");
                    page.put(&format!("    let mut net = {name}{fish}::new(7);"));
                    page.put("    let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));");
                    page.put(&format!("    let x: {} = {};", array_type(scalar, x), array(x)));
                    page.put(&format!("    let target: {} = {};", array_type(scalar, target), array(target)));
                    let at = page.line;
                    page.put("    let _ = trainer.step(&mut net, &[x], &[target]);");
                    page.places.uses.push((at, at));
                }
            }
            page.put("}");
        }
    }

    /// The file of a function that writes the weights files of several cases, each with the text of its declarations.
    pub fn writer(modules: &[(String, Case, String)]) -> String {
        let mut text = String::from("//! Writes weights files.\nuse nn_core::prelude::*;\n");
        for (module, ..) in modules {
            let _ = writeln!(text, "#[path = {:?}]\nmod {module};", format!("{module}.rs"));
        }
        text.push_str("fn main() -> std::io::Result<()> {\n");
        for (module, case, file) in modules {
            let (name, fish) = (&case.network.name, case.network.instance("::"));
            let _ = writeln!(text, "    std::fs::write({file:?}, {module}::{name}{fish}::new(7).to_vec())?;");
        }
        text.push_str("    Ok(())\n}\n");
        text
    }
}

/// The identity of an input line.
pub const INPUT: usize = 0;
