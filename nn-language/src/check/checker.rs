//! What is known while a declaration is judged, and what every rule asks of it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Path, parse_quote};

use crate::catalogue::{Takes, Weights, find};
use crate::declaration::{LayerLine, Line, Statement};
use crate::errors::Errors;
use crate::head::Head;
use crate::model::{Alias, Constant, ConstantValue, Graph, Named, Op, Proof, TableLine, Unit, Witness};
use crate::names::{UNNAMED, Words, plain, text_of, text_of_tokens, typed};
use crate::shape::{Shape, call, ends, mentions, respan};
use crate::size::Size;

pub(super) struct Checker<'a> {
    pub(super) core: Path,
    pub(super) name: Ident,
    /// Const parameters of the network.
    pub(super) sizes: Vec<syn::ConstParam>,
    /// All its type and const parameters.
    pub(super) parameters: Vec<Ident>,
    /// Whether it is stated what goes in, without which nothing else can be judged.
    pub(super) has_input: bool,
    /// Whether the types among them are bound by `Scalar` and nothing else.
    pub(super) bounds_are_plain: bool,
    /// Type parameters that are bound as layers, and not to their shapes.
    pub(super) shapeless: Vec<Ident>,
    /// The names of all types of the expansion.
    pub(super) types: Vec<String>,
    pub(super) unroll: Option<Expr>,
    /// How many rows a mini-batch has.
    pub(super) batch: Option<Expr>,
    /// Whether a layer asked for it in vain.
    pub(super) batch_is_missing: bool,
    /// Whether what is judged stands in an `EachStep`.
    pub(super) in_each_step: bool,
    /// All words of the body.
    pub(super) words: Words,
    pub(super) scalar: Path,
    /// As the user wrote it, if that can be read.
    pub(super) scalar_text: String,
    pub(super) errors: &'a mut Errors,
    pub(super) units: Vec<Unit>,
    /// Type parameters that are layers: they learn, whether that is stated or not.
    pub(super) learning: Vec<Ident>,
    pub(super) constants: Vec<Constant>,
    pub(super) aliases: Vec<Alias>,
    pub(super) witnesses: Vec<Witness>,
    pub(super) proofs: Vec<Proof>,
}

/// What stands around a line.
pub(super) struct Around<'a> {
    /// How weights are drawn for what follows.
    pub(super) weights: Weights,
    /// The shape that is stated on the next line.
    pub(super) stated_next: Option<&'a Statement>,
    /// What the names of its blocks begin with.
    pub(super) prefix: &'a str,
}

/// A run of lines, while it is being judged.
pub(super) struct Sequence {
    pub(super) graph: Graph,
    pub(super) shape: Shape,
    /// What the value means.
    pub(super) head: Head,
    /// Who produced the value, and where that is written.
    pub(super) producer: (String, Span),
    pub(super) table: Vec<TableLine>,
    pub(super) named: Vec<Named>,
}

impl Sequence {
    /// Puts a node behind what stands there.
    pub(super) fn push(&mut self, op: Op, shape: Shape) {
        self.graph.push(op, shape.clone());
        self.shape = shape;
    }

    /// How many layers before have a field and no name: theirs are numbered, and a line without a field changes none.
    pub(super) fn unnamed(&self) -> usize {
        self.graph
            .layers()
            .filter(|(layer, _)| layer.is_field && layer.field.to_string().starts_with("unnamed_"))
            .count()
    }

    /// Gives the layer among the nodes from `first` on, if one has a field, the words that stand above its line.
    pub(super) fn describe(&mut self, first: usize, docs: Vec<Attribute>) {
        let ops = self.graph.nodes.iter_mut().skip(first).map(|node| &mut node.op);
        let layer = ops.filter_map(|op| if let Op::Layer(layer) = op { Some(layer) } else { None }).last();
        if let Some(layer) = layer {
            layer.docs = docs;
        }
    }

    /// Notes what stands behind a named line; a name that is stated again stays where it was.
    pub(super) fn note(&mut self, name: &Ident) {
        if !self.named.iter().any(|line| line.name == *name) {
            let (name, shape, value) = (name.clone(), self.shape.clone(), self.graph.output);
            self.named.push(Named { name, shape, value });
        }
    }
}

impl Checker<'_> {
    /// Asks rustc whether `judged` fits `given`: the callee blames `producer`, the argument `at`.
    pub(super) fn witness(
        &mut self,
        question: &str,
        producer: Span,
        given: TokenStream,
        judged: TokenStream,
        (first, last): (Span, Span),
    ) {
        let (core, question) = (&self.core, format_ident!("{question}"));
        let callee = respan(quote!(#core::rules::#question), producer);
        let given = respan(quote!(::core::marker::PhantomData::<#given>), producer);
        let start = respan(quote!(::core::marker::PhantomData::<), first);
        let end = respan(quote!(#judged >), last);
        let judged = quote!(#start #end);
        let arguments = quote_spanned!(producer=> (#given, #judged));
        self.witnesses.push(Witness::Call(quote!(#callee #arguments;)));
    }

    /// The number in `#[unroll(…)]` or `#[batch(…)]`, as it may be repeated: an expression is evaluated once.
    pub(super) fn limit(&mut self, limit: Expr) -> Expr {
        let is_repeatable = matches!(limit, Expr::Lit(_))
            || self.parameters.iter().any(|parameter| mentions(limit.to_token_stream(), parameter));
        if is_repeatable {
            return limit;
        }
        let name = format_ident!("__{}_number_{}", self.name, self.constants.len(), span = limit.span());
        self.constants.push(Constant { name: name.clone(), value: ConstantValue::Size(quote!(#limit)) });
        parse_quote!(#name)
    }

    /// `[u8; 12]` before an `Embedding`.
    pub(super) fn meant_as_indices(&mut self, statement: &mut Statement, next: Option<&Line>) {
        let takes_indices = |line: &LayerLine| {
            let entry = line.word().and_then(|word| find(&word.to_string()));
            entry.is_some_and(|entry| entry.takes == Takes::Indices)
        };
        let is_whole = statement.scalar.get_ident().is_some_and(|word| {
            ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "char"]
                .iter()
                .any(|name| word == name)
        });
        if !is_whole || !matches!(next, Some(Line::Layer(line)) if takes_indices(line)) {
            return;
        }
        let (text, steps) = (text_of_tokens(statement.scalar.to_token_stream()), statement.sizes.first().map(text_of));
        self.errors.help(
            &statement.scalar,
            format_args!("`{text}` does not say below what an index is"),
            format_args!("write `[Index<27>; {}]`, with 27 different ones", steps.unwrap_or("STEPS".into())),
        );
        let core = &self.core;
        statement.scalar = parse_quote!(#core::Index<27>);
    }

    /// An input of indices, which says nothing of the numbers that the network runs on.
    pub(super) fn indices(&mut self, statement: &mut Statement, scalar: Option<&Path>) -> Option<Shape> {
        let is_index = statement.scalar.segments.last().is_some_and(|last| last.ident == "Index");
        if !is_index {
            if let Some(scalar) = scalar {
                let what =
                    format!("`{}` is stated by the input already", text_of_tokens(statement.scalar.to_token_stream()));
                let text = text_of_tokens(scalar.to_token_stream());
                self.errors.help(scalar, what, format_args!("remove `#[scalar({text})]`"));
            }
            return None;
        }
        let index = statement.scalar.clone();
        statement.scalar = scalar.cloned().unwrap_or(parse_quote!(f32));
        self.scalar = self.judge_scalar(statement);
        self.scalar_text = statement.scalar.to_token_stream().to_string();
        let text = text_of_tokens(index.to_token_stream());
        if index.segments.last().is_some_and(|last| last.arguments.is_none()) {
            let help = "write how many there are, for example `Index<27>`, or above 256 of them `Index<1000, u16>`";
            self.errors.help(&index, format_args!("`{text}` does not say below what it is"), help);
            return Some(Shape::Indices(Size::computed(1), {
                let core = &self.core;
                quote!(#core::Index<2>)
            }));
        }
        if statement.sizes.len() > 1 {
            let steps = text_of(&statement.sizes[0]);
            let what = "indices stand in one row, a step each";
            self.errors.help(statement.sizes_ends, what, format_args!("write `[{text}; {steps}]`"));
            statement.sizes.truncate(1);
        }
        // Named once, so that what is wrong with it is said once.
        let label = plain(&statement.name);
        let steps = statement.sizes.first().cloned().map(|size| self.size(&size, &label, "a size"));
        let at = ends(&index);
        let name = format_ident!("__{}_index", self.name, span = at.0);
        let index = self.alias(name, index.to_token_stream());
        let core = &self.core;
        let fits = call(quote!(#core::__private::index_fits::<#index>), quote!(), at);
        self.witnesses.push(Witness::Value(format_ident!("INDEX_OF_{}", label.to_uppercase()), fits));
        Some(Shape::Indices(steps.unwrap_or(Size::computed(1)), index))
    }

    pub(super) fn judge_scalar(&mut self, statement: &Statement) -> Path {
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
        let core = self.core.clone();
        let private = quote!(#core::__private);
        self.ask(quote!(#core::rules::scalar::<#name>), at);
        let judged = format_ident!("{name}_judged");
        let is_scalar = quote!({ use #private::Otherwise as _; #private::Probe::<#name, ()>::SCALAR });
        let path = quote!(#private::Judged<#name, f32, #is_scalar>);
        self.aliases.push(Alias { name: judged.clone(), parameters: Vec::new(), path });
        judged.into()
    }

    /// A generic scalar whose bounds do not name `Scalar` is given it; whether it follows from them only rustc knows.
    pub(super) fn scalar_bound(&mut self, generics: &mut syn::Generics) {
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
            let call = call(quote!(#core::rules::scalar::<#word>), quote!(), ends(&word));
            self.witnesses.push(Witness::Call(quote!(#witness { #call; })));
        }
        parameter.colon_token = Some(Default::default());
        parameter.bounds.push(parse_quote!(#core::Scalar));
    }

    /// Names in two underscores are the expansion's.
    pub(super) fn own_name(&mut self, name: &mut Ident) {
        let text = name.to_string();
        let own = text.trim_start_matches('_');
        if text.starts_with("__") && !own.is_empty() {
            let what = format!("a name that begins with two underscores, like `{name}`, is for the macro itself");
            self.errors.help(&*name, what, format_args!("write `{}`", typed(own).unwrap_or("hidden".into())));
            *name = Ident::new(UNNAMED, name.span());
        }
    }

    pub(super) fn used_twice(&mut self, name: &Ident) {
        self.errors.help(
            name.span(),
            format_args!("the name `{name}` is used twice"),
            format_args!("call one of them otherwise, for example `{name}2`"),
        );
    }
}

/// What a line is called in messages and constants.
pub(super) fn label_of(line: &LayerLine, layer: &str) -> String {
    line.name.as_ref().map_or_else(|| layer.to_string(), Ident::to_string)
}
