//! Layers written as they are elsewhere, in another library or as a value of Rust: one error says how the line is written here,
//! and the line is read so.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, GenericArgument, Lit, LitInt, Path, PathArguments, parse_quote};

use super::checker::{Checker, label_of};
use crate::catalogue::{Entry, Gives, INPUTS, LINES_BEHIND, Parameter, Values, called, find, initialisers};
use crate::declaration::{Argument, Body, LayerLine};
use crate::errors::near_miss;
use crate::names::{text_of, text_of_tokens};
use crate::shape::ends;

/// What is written otherwise, and where.
type Flaw = ((Span, Span), String);

/// The arguments of a layer, while they are read as they are written here.
struct Reading {
    entry: &'static Entry,
    arguments: Vec<Argument>,
    /// Layers that stand before it, as they are written but for their names.
    before: Vec<(&'static Entry, String)>,
    /// The layer that stands behind it.
    behind: Option<&'static str>,
    /// The first flaw: mended is all, told is one.
    flaw: Option<Flaw>,
    /// Whether the first argument was what it takes, and is left out.
    inputs_are_out: bool,
}

/// Layers that are lines of their own, or parts of a chain where one line is a branch.
#[derive(Default)]
struct Others {
    before: Vec<(&'static Entry, String)>,
    behind: Option<&'static str>,
}

/// Modules of which layers are named; another word before `::` is rather the name of a line.
const MODULES: [&str; 9] = ["nn", "nn_core", "torch", "keras", "layer", "layers", "self", "super", "crate"];

impl Checker<'_> {
    /// Reads a line as it is written here; what is read so is not read otherwise a second time.
    pub(super) fn as_here(&mut self, line: &mut LayerLine, is_branch: bool) {
        if let Some(entry) = line.name.as_ref().and_then(|name| find(&name.to_string()))
            && let Some(word) = line.word().filter(|word| word.to_string().starts_with(char::is_lowercase))
            && called(&word.to_string()).is_none()
        {
            let text = written(entry, &line.body).unwrap_or(entry.example.to_string());
            let at = (line.name.as_ref().map_or(word.span(), Ident::span), word.span());
            self.errors.help(at, "the name stands before the layer", format_args!("write `{word}: {text}`"));
            line.body = Body::Missing;
            return;
        }
        let is_named = line.name.is_some();
        let flaw = path_as_here(line, &self.scalar_text);
        let Some(entry) = line.word().and_then(|word| find(&word.to_string())) else { return };
        if entry.block().is_some() && flaw.is_none() {
            return;
        }
        let Body::Arguments { arguments, .. } = &mut line.body else {
            return self.written_otherwise(flaw, entry, line, is_named, false, Others::default());
        };
        let mut reading =
            Reading { entry, arguments: Vec::new(), before: Vec::new(), behind: None, flaw, inputs_are_out: false };
        for argument in joined(entry, std::mem::take(arguments), &mut reading) {
            reading.argument(argument);
        }
        *arguments = reading.arguments;
        let others = Others { before: reading.before, behind: reading.behind };
        self.written_otherwise(reading.flaw, entry, line, is_named, is_branch, others);
    }

    /// Tells a flaw, if there is one: the help is the line as it has to be.
    fn written_otherwise(
        &mut self,
        flaw: Option<Flaw>,
        entry: &Entry,
        line: &mut LayerLine,
        is_named: bool,
        is_branch: bool,
        Others { before, behind }: Others,
    ) {
        let Some((at, what)) = flaw else { return };
        let text = written(entry, &line.body);
        if text.is_none() && entry.arguments.iter().any(|parameter| parameter.required.is_some()) {
            // What is missing is in the help.
            line.body = Body::Missing;
        }
        let mut text = text.unwrap_or(entry.example.to_string());
        let is_chain = is_branch && (!before.is_empty() || behind.is_some());
        if entry.owns_values() && (!is_named || is_chain) {
            let number = if before.is_empty() { String::new() } else { (before.len() + 1).to_string() };
            let wish = format!("{}{number}", entry.name.to_lowercase());
            let free = Ident::new(&self.words.free(&wish), line.span());
            let name = if is_chain { &free } else { line.name.get_or_insert(free) };
            text = format!("{name}: {text}");
        } else if entry.owns_values() && !before.is_empty() {
            text = format!("{}: {text}", label_of(line, entry.name));
        }
        let mut lines = Vec::new();
        let is_only = before.len() == 1 && (!entry.owns_values() || is_named && !is_chain);
        for (at, (layer, text)) in before.into_iter().enumerate() {
            let number = if is_only { String::new() } else { (at + 1).to_string() };
            let free = self.words.free(&format!("{}{number}", layer.name.to_lowercase()));
            match &line.name {
                _ if !layer.owns_values() => lines.push(text),
                // The name stands for what has values.
                Some(name) if !entry.owns_values() && at == 0 => lines.push(format!("{name}: {text}")),
                _ => lines.push(format!("{free}: {text}")),
            }
        }
        lines.push(text);
        lines.extend(behind.map(str::to_string));
        let text = lines.join(", ");
        let text = if is_chain { format!("Chain {{ {text} }}") } else { text };
        self.errors.help(at, what, format_args!("write `{text}`"));
    }
}

/// A layer as a user would write it, if there are all its arguments.
pub(super) fn written(entry: &Entry, body: &Body) -> Option<String> {
    let Body::Arguments { arguments, .. } = body else { return None };
    let lacks = |parameter: &Parameter| {
        let is_it = |argument: &Argument| match &argument.name {
            Some(name) => name == parameter.name,
            None => parameter.positional,
        };
        parameter.required.is_some() && !arguments.iter().any(is_it)
    };
    if entry.arguments.iter().any(lacks) {
        return None;
    }
    // What is refused is not proposed.
    let known = |argument: &&Argument| match &argument.name {
        Some(name) => entry.arguments.iter().any(|parameter| name == parameter.name),
        None => true,
    };
    let arguments: Vec<_> = arguments.iter().filter(known).map(|argument| text_of_tokens(argument.tokens())).collect();
    let parentheses = if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
    Some(format!("{}{parentheses}", entry.name))
}

/// The layer that is called so, here or elsewhere.
fn named(word: &Ident) -> Option<&'static Entry> {
    called(&word.to_string())
}

/// A layer named by a value: `Relu`, `nn::ReLU()`, `"relu"`.
fn layer_of(value: &Expr) -> Option<&'static Entry> {
    let name = match value {
        Expr::Path(path) => path.path.segments.last()?.ident.to_string(),
        Expr::Call(call) => return layer_of(&call.func),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            _ => return None,
        },
        _ => return None,
    };
    called(&name)
}

/// `Dense(8)`; what begins with a small letter is a function, which may well be one of sizes.
fn is_call_of_type(value: &Expr) -> bool {
    let Expr::Call(call) = value else { return false };
    let Expr::Path(path) = &*call.func else { return false };
    path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
}

/// `Dense<10>`, `Dense::new(10)` and `nn::Linear(10)`.
fn path_as_here(line: &mut LayerLine, scalar: &str) -> Option<Flaw> {
    let at = ends(&line.path);
    let segments: Vec<_> = line.path.segments.iter().collect();
    let text = |count: usize| {
        let words: Vec<_> = segments.iter().take(count).map(|segment| segment.ident.to_string()).collect();
        words.join("::")
    };
    let has_arguments = matches!(line.body, Body::Arguments { .. });
    let last = segments.last()?;
    let (entry, span, what) = if let [.., layer, function] = segments.as_slice()
        && function.ident.to_string().starts_with(char::is_lowercase)
        && layer.ident.to_string().starts_with(char::is_uppercase)
        && let Some(entry) = named(&layer.ident)
    {
        (entry, layer.ident.span(), format!("a layer is written without `::{}`", function.ident))
    } else if let [name, layer] = segments.as_slice()
        && has_arguments
        && line.name.is_none()
        && name.ident.to_string().starts_with(char::is_lowercase)
        && MODULES.iter().all(|module| name.ident != module)
        && let Some(entry) = named(&layer.ident)
    {
        line.name = Some(name.ident.clone());
        (entry, layer.ident.span(), format!("expected `:` after `{}`, not `::`", name.ident))
    } else if let [module, _, ..] = segments.as_slice()
        && (has_arguments || line.name.is_none() && matches!(module.ident.to_string().as_str(), "nn_core" | "layer"))
        && let Some(entry) = named(&last.ident)
    {
        let what = match find(&last.ident.to_string()) {
            Some(_) => format!("`{}` is written without a path", entry.name),
            None => format!("unknown layer `{}`", text(segments.len())),
        };
        (entry, last.ident.span(), what)
    } else if let [only] = segments.as_slice()
        && let PathArguments::AngleBracketed(_) = only.arguments
        && let Some(entry) = named(&only.ident)
    {
        let what = match entry.arguments.is_empty() {
            true => format!("`{}` takes no arguments", entry.name),
            false => format!("`{}` takes its arguments in parentheses", entry.name),
        };
        (entry, only.ident.span(), what)
    } else {
        return None;
    };
    if !has_arguments && !matches!(line.body, Body::Block { .. }) {
        line.body = in_brackets(&line.path, scalar, at.1);
    }
    let name = Ident::new(entry.name, span);
    line.path = parse_quote!(#name);
    Some((at, what))
}

/// What stands in angle brackets, as arguments: the scalar is that of the network.
fn in_brackets(path: &Path, scalar: &str, span: Span) -> Body {
    let brackets = path.segments.iter().filter_map(|segment| match &segment.arguments {
        PathArguments::AngleBracketed(brackets) => Some(&brackets.args),
        _ => None,
    });
    let values = brackets.flatten().filter_map(|argument| match argument {
        GenericArgument::Const(value) => Some(value.clone()),
        GenericArgument::Type(word) => {
            let text = text_of_tokens(word.to_token_stream());
            let is_scalar = text == scalar || text == "f32" || text == "f64" || text == "_";
            if is_scalar { None } else { syn::parse2(word.to_token_stream()).ok() }
        }
        _ => None,
    });
    Body::Arguments { span, arguments: values.map(|value| Argument { name: None, value }).collect() }
}

/// Arguments of which several make one: `1,024` and `(8, 8)` without its parentheses.
fn joined(entry: &'static Entry, mut arguments: Vec<Argument>, reading: &mut Reading) -> Vec<Argument> {
    let Some(parameter) = entry.arguments.iter().find(|parameter| parameter.positional) else { return arguments };
    let count = arguments.iter().take_while(|argument| argument.name.is_none()).count();
    // Elsewhere a convolution is written with its inputs, its outputs and its kernel.
    let window = entry.arguments.iter().find(|known| known.required.is_some() && !known.positional);
    let is_named = |window: &Parameter| {
        let names = arguments.iter().filter_map(|argument| argument.name.as_ref().map(Ident::to_string));
        names.into_iter().any(|name| name == window.name || window.known_as.contains(&&*name))
    };
    if let Some(window) = window.filter(|_| entry.counts_inputs())
        && count == if is_named(window) { 2 } else { 3 }
        && arguments[..2].iter().all(|argument| Values::Pair.could_be(&argument.value))
    {
        let inputs = arguments.remove(0);
        reading.note(ends(&inputs.value), inputs_follow(entry));
        return arguments;
    }
    // Some write what follows the kernel without its name too.
    if let Some(window) = window.filter(|_| entry.counts_inputs())
        && (4..=6).contains(&count)
        && arguments[..count].iter().all(|argument| Values::Pair.could_be(&argument.value))
    {
        let inputs = arguments.remove(0);
        reading.note(ends(&inputs.value), inputs_follow(entry));
        for (argument, name) in arguments[1..count - 1].iter_mut().zip([window.name, "stride", "padding", "dilation"]) {
            argument.name = Some(Ident::new(name, ends(&argument.value).0));
        }
        return arguments;
    }
    let unnamed: Vec<&Expr> = arguments[..count].iter().map(|argument| &argument.value).collect();
    let ([first, ..], [.., last]) = (unnamed.as_slice(), unnamed.as_slice()) else { return arguments };
    let at = (ends(first).0, ends(last).1);
    let (value, what) = match parameter.takes {
        Values::Size(_) if let Some(digits) = digits_of_groups(&unnamed) => {
            let number = LitInt::new(&digits, at.0);
            (parse_quote!(#number), "a number is written without commas".to_string())
        }
        // One layer for each size: the last is this one.
        Values::Size(_) if let Some((last, others)) = several(first) => {
            for size in others {
                reading.before.push((entry, format!("{}({})", entry.name, text_of(size))));
            }
            (last.clone(), "a layer is a line of its own".to_string())
        }
        Values::Sizes if count > 1 => {
            let sizes = in_parenthesis(quote!(#(#unnamed),*), at.0);
            (sizes, format!("the sizes of `{}` stand in one parenthesis", entry.name))
        }
        Values::Sizes if let Expr::Array(array) = first => {
            let sizes = &array.elems;
            let sizes = if sizes.len() == 1 { parse_quote!(#sizes) } else { in_parenthesis(quote!(#sizes), at.0) };
            (sizes, format!("the sizes of `{}` stand in parentheses", entry.name))
        }
        _ => return arguments,
    };
    reading.note(at, what);
    arguments.splice(..count, [Argument { name: None, value }]);
    arguments
}

/// What a value says, if it is one word: `same`, `"same"`.
fn word_of(value: &Expr) -> Option<String> {
    match value {
        Expr::Path(path) => path.path.get_ident().map(Ident::to_string),
        Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// The last of several sizes in one value, `[100, 50]`, and those before it.
fn several(value: &Expr) -> Option<(&Expr, Vec<&Expr>)> {
    let is_size = |size: &&Expr| match size {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Int(_)),
        other => matches!(other, Expr::Path(_)),
    };
    let values = match value {
        Expr::Array(array) => &array.elems,
        Expr::Tuple(tuple) => &tuple.elems,
        _ => return None,
    };
    let mut sizes: Vec<_> = values.iter().filter(is_size).collect();
    let last = sizes.pop()?;
    (!sizes.is_empty() && sizes.len() + 1 == values.len()).then_some((last, sizes))
}

/// `1024` of `1,024`.
fn digits_of_groups(numbers: &[&Expr]) -> Option<String> {
    let texts: Vec<_> = numbers.iter().map(|number| text_of(number)).collect();
    let [first, second, ..] = texts.as_slice() else { return None };
    let are_digits = |text: &String| text.chars().all(|digit| digit.is_ascii_digit());
    let are_groups = texts[1..].iter().all(|group| group.len() == 3 && are_digits(group));
    // Nobody writes a number of outputs as `024`.
    (are_digits(first) && first.len() <= 3 && are_groups && second.starts_with('0')).then(|| texts.concat())
}

/// Several sizes as one value, where they stand.
fn in_parenthesis(sizes: TokenStream, span: Span) -> Expr {
    let mut group = Group::new(Delimiter::Parenthesis, sizes);
    group.set_span(span);
    parse_quote!(#group)
}

impl Reading {
    fn note(&mut self, at: (Span, Span), what: String) {
        self.flaw.get_or_insert((at, what));
    }

    fn argument(&mut self, argument: Argument) {
        match &argument.name {
            Some(name) => self.named(name.clone(), argument),
            None => self.unnamed(argument),
        }
    }

    /// `units = 32`, `in_features = 64`, `activation = "relu"`.
    fn named(&mut self, name: Ident, mut argument: Argument) {
        let (entry, text) = (self.entry, name.to_string());
        let at = ends(argument.tokens());
        if let Some(parameter) = entry.arguments.iter().find(|parameter| name == parameter.name) {
            if let Some(word) = parameter.takes.as_word(&argument.value) {
                self.note(ends(&argument.value), format!("unknown {name} `{}`", text_of(&argument.value)));
                argument.value = word;
            }
            return self.arguments.push(argument);
        }
        if let Some(parameter) = entry.arguments.iter().find(|parameter| parameter.known_as.contains(&&*text)) {
            self.note(at, format!("`{}` has no argument `{name}`", entry.name));
            if parameter.positional {
                argument.name = None;
                return self.arguments.insert(0, argument);
            }
            argument.name = Some(Ident::new(parameter.name, name.span()));
            argument.value = parameter.takes.as_word(&argument.value).unwrap_or(argument.value);
            return self.arguments.push(argument);
        }
        if entry.counts_inputs() && INPUTS.contains(&&*text) {
            return self.note(at, inputs_follow(entry));
        }
        // A line behind it would squash a second time.
        let is_inside = LINES_BEHIND.contains(&&*text) || text == "recurrent_activation";
        if is_inside && matches!(entry.gives, Gives::Steps(_)) {
            return self.note(at, format!("`{}` has its activations built in", entry.name));
        }
        if LINES_BEHIND.contains(&&*text) {
            return self.line_behind(at, &argument.value);
        }
        self.arguments.push(argument);
    }

    fn unnamed(&mut self, mut argument: Argument) {
        let entry = self.entry;
        let positional = entry.arguments.iter().find(|parameter| parameter.positional);
        let at = ends(&argument.value);
        let is_first = self.arguments.is_empty();
        let is_layer = is_call_of_type(&argument.value) && layer_of(&argument.value).is_some();
        if is_first && positional.is_some() && !is_layer {
            return self.arguments.push(argument);
        }
        if let Some(layer) = layer_of(&argument.value) {
            match &argument.value {
                // `Relu(Dense(32))`: what is inside comes first.
                Expr::Call(call) if is_first && is_layer => {
                    let (inside, within) = (&call.args, layer.name);
                    self.before.push((layer, format!("{within}({})", text_of_tokens(inside.to_token_stream()))));
                    return self.note(at, "what a layer takes stands on the line before it".to_string());
                }
                value => return self.line_behind(at, value),
            }
        }
        let is_size = matches!(argument.value, Expr::Path(_) | Expr::Binary(_))
            || matches!(&argument.value, Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_)));
        if is_first && is_size && positional.is_none() && entry.counts_inputs() {
            return self.note(at, inputs_follow(entry));
        }
        // Elsewhere channels stand behind the number of their groups.
        if is_size && positional.is_some_and(|parameter| matches!(parameter.takes, Values::Divisor(_))) {
            return self.note(at, inputs_follow(entry));
        }
        let takes = if positional.is_some() { "one unnamed argument" } else { "no unnamed argument" };
        let free = |parameter: &&Parameter| {
            !parameter.positional
                && !self.arguments.iter().any(|given| given.name.as_ref().is_some_and(|name| name == parameter.name))
        };
        // Of two whole numbers the first is rather what comes in.
        let counts = |parameter: &&Parameter| {
            is_size && positional.is_some() && entry.counts_inputs() && matches!(parameter.takes, Values::Number(..))
        };
        let could_be = |parameter: &&Parameter| parameter.takes.could_be(&argument.value) && !counts(parameter);
        if let Some(parameter) = entry.arguments.iter().filter(free).find(could_be) {
            self.note(at, format!("`{}` takes {takes}", entry.name));
            argument.name = Some(Ident::new(parameter.name, at.0));
            argument.value = parameter.takes.as_word(&argument.value).unwrap_or(argument.value);
            return self.arguments.push(argument);
        }
        let is_word =
            |parameter: &&Parameter| matches!(&argument.value, Expr::Path(word) if word.path.is_ident(parameter.name));
        if let Some(parameter) = entry.arguments.iter().filter(free).find(is_word) {
            self.note(at, format!("`{}` has no value", parameter.name));
            (argument.name, argument.value) = (Some(Ident::new(parameter.name, at.0)), parameter.takes.example());
            return self.arguments.push(argument);
        }
        match self.arguments.as_mut_slice() {
            [inputs] if entry.counts_inputs() && is_size && inputs.name.is_none() && !self.inputs_are_out => {
                self.inputs_are_out = true;
                let at = ends(&inputs.value);
                *inputs = argument;
                self.note(at, inputs_follow(entry));
            }
            _ => self.note(at, format!("`{}` takes {takes}", entry.name)),
        }
    }

    /// A layer that is an argument elsewhere is a line here.
    fn line_behind(&mut self, at: (Span, Span), value: &Expr) {
        self.behind = layer_of(value).map(|entry| entry.example).or(self.behind);
        self.note(at, "what follows a layer is a line of its own".to_string());
    }
}

fn inputs_follow(entry: &Entry) -> String {
    match entry.gives != Gives::Same {
        true => "a layer is written with its outputs only; its inputs follow from the line before".to_string(),
        false => format!("how much `{}` takes follows from the line before", entry.name),
    }
}

impl Values {
    /// A value of this sort.
    fn example(self) -> Expr {
        match self {
            Values::Flag(left_out) => {
                let other = !left_out;
                parse_quote!(#other)
            }
            Values::Initialiser => parse_quote!(He),
            Values::Number(_, number) => {
                let number = proc_macro2::Literal::f64_unsuffixed(number);
                parse_quote!(#number)
            }
            Values::Size(_) | Values::Divisor(_) | Values::Part(..) | Values::Sizes | Values::Pair | Values::Length => {
                parse_quote!(1)
            }
            Values::Padding | Values::PaddingOfSteps => parse_quote!(Same),
            Values::Word(words) => {
                let word = Ident::new(words.last().copied().unwrap_or("After"), Span::call_site());
                parse_quote!(#word)
            }
        }
    }

    /// The words among the values.
    fn words(self) -> &'static [&'static str] {
        match self {
            Values::Word(words) => words,
            Values::Padding => &["Valid", "Same"],
            Values::PaddingOfSteps => &["Valid", "Same", "Causal"],
            _ => &[],
        }
    }

    /// A word that is written as a text, or otherwise large and small, as it is written here.
    fn as_word(self, value: &Expr) -> Option<Expr> {
        let written = word_of(value)?;
        let word = self.words().iter().find(|word| word.eq_ignore_ascii_case(&written))?;
        let is_right = *word == written && matches!(value, Expr::Path(_));
        let word = Ident::new(word, ends(value).0);
        (!is_right).then(|| parse_quote!(#word))
    }

    /// Whether a value, as it is written, is of this sort and of no other.
    fn could_be(self, value: &Expr) -> bool {
        match (self, value) {
            (Values::Flag(_), Expr::Lit(literal)) => matches!(literal.lit, Lit::Bool(_)),
            (Values::Number(..), Expr::Lit(literal)) => matches!(literal.lit, Lit::Float(_) | Lit::Int(_)),
            (Values::Number(..), Expr::Unary(_)) => true,
            (Values::Pair | Values::Length, Expr::Lit(literal)) => matches!(literal.lit, Lit::Int(_)),
            (Values::Pair, Expr::Tuple(pair)) => pair.elems.len() == 2,
            (Values::Padding | Values::PaddingOfSteps | Values::Word(_), value) => {
                word_of(value).is_some_and(|word| self.words().iter().any(|known| known.eq_ignore_ascii_case(&word)))
            }
            (Values::Initialiser, Expr::Path(path)) => path.path.get_ident().is_some_and(|word| {
                let name = word.to_string();
                let near = || near_miss(&name, initialisers::NAMES).is_some();
                initialisers::NAMES.contains(&&*name) || initialisers::known_elsewhere(&name).is_some() || near()
            }),
            _ => false,
        }
    }
}
