//! Declaration × catalogue → Model: one function per rule. A mistake is noted and mended, so that the rest of the network
//! can still be judged and the user's code around it still finds its types.

mod arguments;
mod blocks;
mod known;
mod layers;
mod own;
mod size;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Expr, GenericParam, Lit, Path, UnOp, parse_quote};

use crate::catalogue::dense::{DENSE, OUTPUTS};
use crate::catalogue::{
    self, Block, Entry, Field, First, Gives, Means, Parameter, Range, Reads, Stands, Takes, TypeArgument, Values,
    Weights, find, initialisers, layers,
};
use crate::declaration::{Argument, Body, Declaration, LayerLine, Line, Statement};
use crate::errors::{Errors, near_miss, no_size};
use crate::head::Head;
use crate::model::{
    Alias, Constant, ConstantValue, FirstValues, LayerStep, Model, Named, Proof, Step, TableLine, Unit, UnitKind,
    Witness,
};
use crate::names::{UNNAMED, typed};
use crate::shape::{Shape, call, ends, mentions, respan};
use crate::size::Size;

use arguments::{Arguments, Setting, Settings};
use known::weights_before;
use size::literal;

/// Judges a declaration.
pub fn check(declaration: Declaration, errors: &mut Errors) -> Model {
    let Declaration { attributes, crate_path, unroll, budget, visibility, name, mut generics, unused, lines } =
        declaration;
    let mut checker = Checker {
        core: crate_path,
        name: name.clone(),
        sizes: generics.const_params().cloned().collect(),
        parameters: generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => Some(parameter.ident.clone()),
                GenericParam::Const(parameter) => Some(parameter.ident.clone()),
                GenericParam::Lifetime(_) => None,
            })
            .collect(),
        has_input: true,
        bounds_are_plain: bounds_are_plain(&generics),
        types: ["", "Tape", "Trace", "Gradients"].map(|end| format!("{}{end}", plain(&name))).to_vec(),
        unroll,
        scalar: parse_quote!(f32),
        scalar_text: String::new(),
        errors,
        units: Vec::new(),
        constants: Vec::new(),
        aliases: Vec::new(),
        witnesses: Vec::new(),
        proofs: Vec::new(),
    };
    let mut lines = lines.into_iter().peekable();
    let (mut all_said, mut input_name) = (None, None);
    if let Some(Line::Layer(LayerLine { name: Some(input), path, body: Body::Bare, .. })) = lines.peek()
        && input == "input"
    {
        let what = format!("expected the shape of the input, found `{}`", text_of_tokens(path.to_token_stream()));
        checker.errors.help(path, what, "write an array, for example `[f32; 64]`");
        lines.next();
    }
    let (input, input_spans) = match lines.next_if(|line| matches!(line, Line::Statement(_))) {
        Some(Line::Statement(mut statement)) => {
            checker.own_name(&mut statement.name);
            input_name = Some(statement.name.clone());
            checker.scalar = checker.judge_scalar(&statement);
            if !statement.missing {
                checker.scalar_text = statement.scalar.to_token_stream().to_string();
            }
            checker.scalar_bound(&mut generics);
            (checker.stated(&statement), (statement.name.span(), statement.sizes_ends.0))
        }
        _ => {
            if checker.errors.is_empty() {
                checker.errors.help(
                    name.span(),
                    format_args!("`{name}` does not say what goes in"),
                    "begin with the input, for example `input: [f32; 64],`",
                );
            }
            checker.has_input = false;
            all_said = Some(checker.errors.count());
            (Shape::features(Size::computed(1)), (name.span(), name.span()))
        }
    };
    let lines: Vec<Line> = lines.collect();
    if lines.is_empty() && checker.errors.is_empty() {
        checker.errors.help(
            name.span(),
            format_args!("`{name}` has no layers"),
            "write `output: Dense(1),` below the input",
        );
    }
    let linear = Head::linear(&checker.core);
    let mut sequence = checker.sequence(lines, (input.clone(), linear), ("input".to_string(), input_spans.0), "");
    if let Some(count) = all_said {
        checker.errors.truncate(count);
    }
    if checker.errors.is_empty() {
        for word in &unused {
            checker.errors.help(word, format_args!("`{word}` is not used"), format_args!("remove `{word}`"));
        }
    }
    if let Some(budget) = budget {
        let (_, arguments, _) = generics.split_for_impl();
        let witnesses = budget.witnesses(&checker.core, &quote!(#name #arguments), checker.errors);
        // A network that is mended weighs something else.
        if checker.errors.is_empty() {
            checker.witnesses.extend(witnesses);
        }
    }
    let mut named = sequence.named;
    if let Some(name) = input_name.filter(|name| !named.iter().any(|line| line.name == *name)) {
        named.insert(0, Named { name, shape: input.clone(), behind: 0 });
    }
    checker.units.push(Unit {
        name: name.clone(),
        kind: UnitKind::Network,
        input,
        output: sequence.shape,
        steps: std::mem::take(&mut sequence.steps),
        head: sequence.head,
        table: sequence.table,
    });
    let Checker { core, scalar, units, constants, aliases, witnesses, proofs, .. } = checker;
    let (cfg, attributes) = attributes.into_iter().partition(|attribute| attribute.path().is_ident("cfg"));
    Model {
        attributes,
        cfg,
        core,
        visibility,
        name,
        generics,
        scalar,
        input_spans,
        units,
        named,
        constants,
        aliases,
        proofs,
        witnesses,
    }
}

/// Whether every type parameter is bound by `Scalar` at the most.
fn bounds_are_plain(generics: &syn::Generics) -> bool {
    let is_scalar = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Scalar"),
        _ => false,
    };
    generics.where_clause.is_none() && generics.type_params().all(|parameter| parameter.bounds.iter().all(is_scalar))
}

struct Checker<'a> {
    core: Path,
    name: Ident,
    /// Const parameters of the network.
    sizes: Vec<syn::ConstParam>,
    /// All its type and const parameters.
    parameters: Vec<Ident>,
    /// Whether it is stated what goes in, without which nothing else can be judged.
    has_input: bool,
    /// Whether the types among them are bound by `Scalar` and nothing else.
    bounds_are_plain: bool,
    /// The names of all types of the expansion.
    types: Vec<String>,
    unroll: Option<Expr>,
    scalar: Path,
    /// As the user wrote it, if that can be read.
    scalar_text: String,
    errors: &'a mut Errors,
    units: Vec<Unit>,
    constants: Vec<Constant>,
    aliases: Vec<Alias>,
    witnesses: Vec<Witness>,
    proofs: Vec<Proof>,
}

/// What stands around a line.
struct Around<'a> {
    /// How weights are drawn for what follows.
    weights: Weights,
    /// The shape that is stated on the next line.
    stated_next: Option<&'a Statement>,
    /// What the names of its blocks begin with.
    prefix: &'a str,
}

/// A run of lines, while it is being judged.
struct Sequence {
    steps: Vec<Step>,
    shape: Shape,
    /// What the value means.
    head: Head,
    /// Who produced the value, and where that is written.
    producer: (String, Span),
    table: Vec<TableLine>,
    named: Vec<Named>,
}

impl Sequence {
    /// Notes what stands behind a named line; a name that is stated again stays where it was.
    fn note(&mut self, name: &Ident) {
        if !self.named.iter().any(|line| line.name == *name) {
            let (name, shape, behind) = (name.clone(), self.shape.clone(), self.steps.len());
            self.named.push(Named { name, shape, behind });
        }
    }
}

impl Checker<'_> {
    /// Asks rustc whether `judged` fits `given`: the callee blames `producer`, the argument `at`.
    fn witness(
        &mut self,
        question: &str,
        producer: Span,
        given: TokenStream,
        judged: TokenStream,
        (first, last): (Span, Span),
    ) {
        let (core, question) = (&self.core, format_ident!("{question}"));
        let callee = respan(quote!(#core::__private::#question), producer);
        let given = respan(quote!(::core::marker::PhantomData::<#given>), producer);
        let start = respan(quote!(::core::marker::PhantomData::<), first);
        let end = respan(quote!(#judged >), last);
        let judged = quote!(#start #end);
        let arguments = quote_spanned!(producer=> (#given, #judged));
        self.witnesses.push(Witness::Call(quote!(#callee #arguments;)));
    }

    fn judge_scalar(&mut self, statement: &Statement) -> Path {
        let scalar = &statement.scalar;
        if let Some(word) = scalar.get_ident() {
            let known = word == "f32" || word == "f64" || self.parameters.contains(word);
            let number = ["f16", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize", "isize", "bool"];
            if !known && number.iter().any(|name| word == name) {
                self.errors.help(
                    word,
                    format_args!("a network cannot run on `{word}`"),
                    "write `f32` or `f64`, or a generic parameter `T: Scalar`",
                );
                return parse_quote!(f32);
            }
            if known {
                return scalar.clone();
            }
        }
        // A path only rustc can find, or not: named once, so that it is missed once.
        let at = ends(scalar);
        let name = format_ident!("__{}_scalar", self.name, span = at.1);
        self.aliases.push(Alias { name: name.clone(), parameters: Vec::new(), path: quote!(#scalar) });
        let private = {
            let core = &self.core;
            quote!(#core::__private)
        };
        self.ask(quote!(#private::scalar::<#name>), at);
        let judged = format_ident!("{name}_judged");
        let is_scalar = quote!({ use #private::Otherwise as _; #private::Probe::<#name, ()>::SCALAR });
        let path = quote!(#private::Judged<#name, f32, #is_scalar>);
        self.aliases.push(Alias { name: judged.clone(), parameters: Vec::new(), path });
        judged.into()
    }

    /// The lines of a body, one after the other.
    fn sequence(
        &mut self,
        lines: Vec<Line>,
        (shape, head): (Shape, Head),
        producer: (String, Span),
        prefix: &str,
    ) -> Sequence {
        let mut sequence = Sequence { steps: Vec::new(), shape, head, producer, table: Vec::new(), named: Vec::new() };
        let mut names: Vec<Ident> = Vec::new();
        let next: Vec<(Weights, Option<Statement>)> = (0..lines.len())
            .map(|at| match &lines[at + 1..] {
                behind @ [Line::Statement(next), ..] => (weights_before(behind), Some(next.clone())),
                behind => (weights_before(behind), None),
            })
            .collect();
        for (line, (weights, stated_next)) in lines.into_iter().zip(next) {
            let around = Around { weights, stated_next: stated_next.as_ref(), prefix };
            match line {
                Line::Statement(mut statement) => {
                    self.remark(&statement, &mut sequence);
                    self.own_name(&mut statement.name);
                    sequence.note(&statement.name);
                }
                Line::Layer(mut layer) => {
                    if let Some(name) = &mut layer.name {
                        self.own_name(name);
                        if names.contains(name) {
                            if name != UNNAMED {
                                self.used_twice(name);
                            }
                            continue;
                        }
                        names.push(name.clone());
                    }
                    let name = layer.name.clone();
                    self.layer(layer, &around, &mut sequence);
                    if let Some(name) = &name {
                        sequence.note(name);
                    }
                }
            }
        }
        sequence
    }

    /// A generic scalar whose bounds do not name `Scalar` is given it; whether it follows from them only rustc knows.
    fn scalar_bound(&mut self, generics: &mut syn::Generics) {
        let core = self.core.clone();
        let Some(word) = self.scalar.get_ident().cloned() else { return };
        let (parameters, _, clause) = generics.split_for_impl();
        let witness = quote!(fn __scalar #parameters () #clause);
        let clause = clause.to_token_stream();
        let Some(parameter) = generics.type_params_mut().find(|parameter| parameter.ident == word) else { return };
        let word = parameter.ident.clone();
        if mentions(parameter.bounds.to_token_stream(), &format_ident!("Scalar")) {
            return;
        }
        if parameter.bounds.is_empty() && !mentions(clause, &word) {
            self.errors.help(
                &word,
                format_args!("`{word}` can be any type, but a network runs on numbers"),
                format_args!("write `{word}: Scalar`"),
            );
        } else {
            let call = call(quote!(#core::__private::scalar::<#word>), quote!(), ends(&word));
            self.witnesses.push(Witness::Call(quote!(#witness { #call; })));
        }
        parameter.colon_token = Some(Default::default());
        parameter.bounds.push(parse_quote!(#core::Scalar));
    }

    /// Names in two underscores are the expansion's.
    fn own_name(&mut self, name: &mut Ident) {
        let text = name.to_string();
        let own = text.trim_start_matches('_');
        if text.starts_with("__") && !own.is_empty() {
            let what = format!("a name that begins with two underscores, like `{name}`, is for the macro itself");
            self.errors.help(&*name, what, format_args!("write `{}`", typed(own)));
            *name = Ident::new(UNNAMED, name.span());
        }
    }

    fn used_twice(&mut self, name: &Ident) {
        self.errors.help(
            name.span(),
            format_args!("the name `{name}` is used twice"),
            format_args!("call one of them otherwise, for example `{name}2`"),
        );
    }
}

/// A name without the `r#` of a raw one.
fn plain(name: &Ident) -> String {
    name.unraw().to_string()
}

fn label_of(line: &LayerLine, layer: &str) -> String {
    line.name.as_ref().map_or_else(|| layer.to_string(), Ident::to_string)
}

/// An expression as the user wrote it, as far as tokens tell.
fn text_of(expr: &Expr) -> String {
    text_of_tokens(expr.to_token_stream())
}

pub fn text_of_tokens(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    let text = text.strip_prefix("- ").map_or(text.clone(), |number| format!("-{number}"));
    text.replace(" :: ", "::")
        .replace(":: <", "::<")
        .replace("::< ", "::<")
        .replace(" < ", "<")
        .replace(" >> ", "\0")
        .replace(" >", ">")
        .replace('\0', " >> ")
        .replace(" ,", ",")
        .replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")")
}

fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}
