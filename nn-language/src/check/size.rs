//! Sizes and shapes: what the user states, and what follows from it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Lit, UnOp};

use super::checker::{Checker, Sequence};
use crate::catalogue::{Entry, Gives, Takes};
use crate::declaration::Statement;
use crate::errors::no_size;
use crate::model::{Constant, ConstantValue, Op, Proof, Witness};
use crate::names::{plain, text_of, text_of_tokens};
use crate::shape::{Shape, call, ends, mentions, respan};
use crate::size::Size;

/// See `MOST_BYTES` in nn-core: what only rustc can read is judged there.
const MOST_BYTES: u128 = 1_000_000_000_000;

/// The whole number that a float was meant to be: `1.024` has a sign between its thousands.
fn whole(digits: &str) -> String {
    match digits.split_once('.') {
        Some((thousands, rest)) if rest.len() == 3 && thousands != "0" => format!("{thousands}{rest}"),
        Some((number, _)) if number != "0" => number.to_string(),
        Some(_) => "10".to_string(),
        None => digits.to_string(),
    }
}

impl Checker<'_> {
    /// The shape a statement states.
    pub(super) fn stated(&mut self, statement: &Statement) -> Shape {
        if statement.missing {
            return Shape::features(Size::computed(1));
        }
        let label = plain(&statement.name);
        if statement.sizes.is_empty() || statement.sizes.len() > 3 {
            self.errors.help(
                statement.sizes_ends,
                format_args!("a shape has one to three sizes, not {}", statement.sizes.len()),
                "shapes are `[f32; 64]`, `[f32; (STEPS, N)]` and `[f32; (HEIGHT, WIDTH, CHANNELS)]`",
            );
            if statement.sizes.is_empty() {
                return Shape::features(Size::computed(1));
            }
        }
        let sizes = statement.sizes.iter().take(3).map(|size| self.size(size, &label, "a size")).collect();
        Shape::Sizes(self.addressable(sizes, &[], &label, "values", statement.sizes_ends))
    }

    /// The sizes of a value, or behind `inputs` those of a layer's weights, if such a thing can be held at all: a slip as in
    /// `1 << 40` is an error here or in a constant, and 1 for all that follows from it.
    pub(super) fn addressable(
        &mut self,
        sizes: Vec<Size>,
        inputs: &[Size],
        label: &str,
        what: &str,
        at: (Span, Span),
    ) -> Vec<Size> {
        let scalar: usize = if self.scalar.is_ident("f64") { 8 } else { 4 };
        let fixed: Vec<&Size> = inputs.iter().chain(&sizes).filter(|size| !size.is_generic()).collect();
        let known = fixed.iter().map(|size| size.known()).collect::<Option<Vec<_>>>();
        let bytes = known.iter().flatten().fold(scalar as u128, |bytes, &size| bytes.saturating_mul(size as u128));
        if let Some(known) = known.as_ref().filter(|_| bytes > MOST_BYTES) {
            let product = known.iter().map(usize::to_string).collect::<Vec<_>>().join(" × ");
            let terabytes = (bytes + MOST_BYTES / 2) / MOST_BYTES;
            self.errors.help(at, format_args!("`{label}` has {product} {what}, {terabytes} TB"), "the most is 1 TB");
            return sizes.into_iter().map(|size| if size.is_generic() { size } else { Size::computed(1) }).collect();
        }
        let core = self.core.clone();
        let witness = |factors: &[TokenStream]| {
            let check = format_ident!("{}_OF_{}", what.to_uppercase(), label.to_uppercase());
            // Every factor stays where it is written: of a wrong one rustc says once that it is wrong.
            let callee = respan(quote!(#core::__private::addressable), at.0);
            let arguments = quote_spanned!(at.1=> (#label, #what, &[#(#factors),*], #scalar));
            Witness::Value(check, quote!(#callee #arguments))
        };
        let constants: Vec<_> = fixed.into_iter().map(Size::tokens).collect();
        // Where addresses have 32 bits, less than that is too much.
        let doubtful = known.is_none() || bytes > MOST_BYTES / 1000;
        if doubtful {
            self.witnesses.push(witness(&constants));
        }
        let sane = |size: Size| {
            let (text, written) = (size.text(), size.tokens());
            let span = match size {
                Size::Named(_, _, span) => span,
                Size::Known(_, span) if known.is_some() && doubtful => span,
                other => return other,
            };
            let name = format_ident!("__{}_{}_{}", self.name, label.replace(' ', "_"), self.constants.len());
            let value = quote_spanned!(span=> #core::__private::sane(#written, &[#(#constants),*], #scalar));
            self.constants.push(Constant { name: name.clone(), value: ConstantValue::Size(value) });
            Size::Named(name, text, span)
        };
        let sizes: Vec<Size> = sizes.into_iter().map(sane).collect();
        if inputs.iter().chain(&sizes).any(Size::is_generic) {
            let all: Vec<_> = inputs.iter().chain(&sizes).map(Size::tokens).collect();
            self.witnesses.push(witness(&all));
        }
        sizes
    }

    /// A size expression: judged if it is a literal, otherwise bound to a constant so that it is evaluated once.
    pub(super) fn size(&mut self, expr: &Expr, label: &str, what: &str) -> Size {
        let zero = no_size(label);
        if let Some(inner) = within(expr) {
            return self.size(inner, label, what);
        }
        match expr {
            Expr::Lit(literal) => {
                return match &literal.lit {
                    Lit::Int(number) => match number.base10_parse::<usize>() {
                        Ok(0) => {
                            self.errors.help(number.span(), zero, "a size is at least 1");
                            Size::computed(1)
                        }
                        Ok(known) if matches!(number.suffix(), "" | "usize") => Size::Known(known, number.span()),
                        Ok(known) => {
                            self.errors.help(
                                number.span(),
                                format_args!("a size is a `usize`, not a `{}`", number.suffix()),
                                format_args!("write `{known}`"),
                            );
                            Size::Known(known, number.span())
                        }
                        Err(_) => {
                            self.errors.help(
                                number.span(),
                                format_args!("`{number}` is larger than any size"),
                                "a size fits into `usize`",
                            );
                            Size::computed(1)
                        }
                    },
                    other => {
                        let kind = match other {
                            Lit::Float(_) => "a float",
                            Lit::Str(_) => "a string",
                            Lit::Bool(_) => "a bool",
                            _ => "no whole number",
                        };
                        let help = match other {
                            Lit::Str(text) if text.value().parse::<usize>().is_ok() => {
                                format!("write `{}`", text.value())
                            }
                            Lit::Float(float) => format!("write `{}`", whole(float.base10_digits())),
                            _ => "write a whole number, for example `10`".to_string(),
                        };
                        let literal = other.to_token_stream();
                        self.errors.help(
                            other.span(),
                            format_args!("`{literal}` is {kind}; {what} is a whole number"),
                            help,
                        );
                        Size::computed(1)
                    }
                };
            }
            Expr::Array(_) | Expr::Tuple(_) | Expr::Closure(_) => {
                self.errors.help(expr, format_args!("{what} is a whole number"), "write one number, for example `10`");
                return Size::computed(1);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
                let text = text_of(expr);
                self.errors.help(
                    expr,
                    format_args!("`{text}` is negative; {what} is at least 1"),
                    format_args!("write `{}`", text.trim_start_matches('-')),
                );
                return Size::computed(1);
            }
            Expr::Path(path) => {
                if let Some(word) = path.path.get_ident()
                    && let Some(parameter) = self.sizes.iter().find(|parameter| parameter.ident == *word)
                {
                    let kind = text_of_tokens(parameter.ty.to_token_stream());
                    if kind != "usize" {
                        let what = format!("`{word}` is a `{kind}`, but {what} is a `usize`");
                        self.errors.help(&parameter.ty, what, format_args!("write `const {word}: usize`"));
                        return Size::computed(1);
                    }
                    let core = &self.core;
                    let check = call(quote!(#core::__private::at_least_one), quote!(#word, #zero), ends(word));
                    self.witnesses.push(Witness::Value(
                        format_ident!("SIZE_OF_{}", label.to_uppercase().replace(' ', "_")),
                        check,
                    ));
                    return Size::Parameter(word.clone());
                }
            }
            _ => {}
        }
        if let Some(parameter) =
            self.sizes.iter().map(|parameter| &parameter.ident).find(|word| mentions(expr.to_token_stream(), word))
        {
            let text = text_of(expr);
            self.errors.help(
                expr,
                format_args!("`{text}` computes with the generic parameter `{parameter}`, which stable Rust cannot"),
                "declare another parameter for the result, for example `const WIDE: usize`",
            );
            return Size::computed(1);
        }
        let name = format_ident!("__{}_{}_{}", self.name, label.replace(' ', "_"), self.constants.len());
        self.constants.push(Constant {
            name: name.clone(),
            value: ConstantValue::Written(expr.clone().into(), label.to_string()),
        });
        Size::Named(name, text_of(expr), expr.span())
    }

    /// A shape stated between layers: a checked remark.
    pub(super) fn remark(&mut self, statement: &Statement, sequence: &mut Sequence) {
        if statement.missing {
            return;
        }
        if statement.scalar_is_stated
            && !self.scalar_text.is_empty()
            && statement.scalar.to_token_stream().to_string() != self.scalar_text
        {
            let (ours, theirs) = (self.scalar_text.clone(), statement.scalar.to_token_stream());
            self.errors.help(
                statement.scalar.span(),
                format_args!("the network runs on `{ours}`, not on `{theirs}`"),
                format_args!("write `{ours}`"),
            );
        }
        let stated = self.stated(statement);
        match sequence.shape.same(&stated) {
            Some(true) => {}
            Some(false) => {
                let (expected, given) = (stated.text(), sequence.shape.text());
                let (who, _) = &sequence.producer;
                let scalar = text_of_tokens(statement.scalar.to_token_stream());
                let stated = sequence.shape.stated_text(&scalar).unwrap_or(given.clone());
                self.errors.help(
                    statement.sizes_ends,
                    format_args!("shape mismatch: expected `{expected}`, but `{who}` produces `{given}`"),
                    format_args!("write `{stated}`, or change `{who}`"),
                );
            }
            None => {
                let (given, at) = (sequence.shape.tokens(&self.core), statement.sizes_ends);
                self.witness("state_shape", sequence.producer.1, given, stated.tokens(&self.core), at);
            }
        }
        if sequence.shape.same(&stated) != Some(true) {
            // What follows is judged by the stated shape, so that one mistake stays one error.
            sequence.push(Op::View, stated);
        } else {
            sequence.shape = stated;
        }
    }

    /// Whether what stands before a layer has the shape that it takes; if only rustc knows, a witness asks it.
    pub(super) fn takes_shape(&mut self, entry: &Entry, span: Span, sequence: &mut Sequence) -> bool {
        if let (Shape::Indices(..), false) = (&sequence.shape, entry.takes == Takes::Indices) {
            self.numbers_of_indices(entry.name, span);
            return false;
        }
        let (takes, ranks, question): (_, &[usize], _) = match entry.takes {
            Takes::Any => return true,
            Takes::Indices => ("indices", &[], "indices"),
            Takes::Features => ("features", &[1], "features"),
            Takes::Series => ("a series", &[2], "series"),
            Takes::Image => ("an image", &[3], "image"),
            Takes::SeriesOrImage => ("a series or an image", &[2, 3], "series_or_image"),
        };
        let name = entry.name;
        match &sequence.shape {
            Shape::Indices(..) => true,
            Shape::Sizes(sizes) if ranks.contains(&sizes.len()) => true,
            Shape::Sizes(sizes) => {
                let before = sequence.shape.kind_text();
                let help = match (entry.takes, as_taken(entry.takes, sizes)) {
                    (Takes::Features, _) if sizes.len() == 2 => {
                        "write `LastStep,` on the line before it for the last step, or `Flatten,` for all".to_string()
                    }
                    (Takes::Features, _) => "write `Flatten,` on the line before it".to_string(),
                    (Takes::Indices, _) if sequence.graph.layers().any(|(layer, _)| layer.takes_indices()) => {
                        "remove this line: every index has its row already".to_string()
                    }
                    (Takes::Indices, _) => {
                        "state the input as `[Index<27>; STEPS]`, with 27 different ones".to_string()
                    }
                    (Takes::Series, _) if sizes.len() == 1 && entry.gives == Gives::Pooled => {
                        "remove this line: features are one step already".to_string()
                    }
                    (Takes::SeriesOrImage, _) => "remove this line: features are pooled already".to_string(),
                    (_, Some(sizes)) => {
                        let sizes: Vec<String> = sizes.iter().map(Size::text).collect();
                        format!("write `Reshape(({})),` on the line before it", sizes.join(", "))
                    }
                    (Takes::Series, _) => format!("a series is stated as `[{}; (STEPS, N)]`", self.scalar_text),
                    _ => format!("an image is stated as `[{}; (HEIGHT, WIDTH, CHANNELS)]`", self.scalar_text),
                };
                let what = format!("`{name}` takes {takes}, but the layer before it produces {before}");
                self.errors.help(span, what, help);
                false
            }
            // How many windows there are is computed here.
            Shape::Opaque(_, before) if entry.takes == Takes::Indices => {
                let what = format!("`{name}` takes indices, but the layer before it produces what `{before}` does");
                self.errors.help(span, what, "it stands behind the input, `[Index<27>; STEPS]`");
                false
            }
            Shape::Opaque(_, before) if matches!(entry.gives, Gives::Windows { .. }) => {
                let sizes = if entry.takes == Takes::Series { "49, 10" } else { "8, 8, 4" };
                self.errors.help(
                    span,
                    format_args!("`{name}` cannot see the shape that `{before}` produces"),
                    format_args!(
                        "state it on the line before, for example `shape: [{}; ({sizes})],`",
                        self.scalar_text
                    ),
                );
                false
            }
            Shape::Opaque(given, before) => {
                let core = self.core.clone();
                let asked = format_ident!("{question}");
                let call = quote!(#core::rules::#asked(::core::marker::PhantomData::<#given>););
                self.witnesses.push(Witness::Call(respan(call, span)));
                let is_generic = self.parameters.iter().any(|parameter| mentions(given.clone(), parameter));
                // What was judged and kept is judged already: twice the same is ambiguous to rustc where it is streamed.
                let is_judged = entry.takes == Takes::Series && self.is_judged_series(given);
                if entry.takes != Takes::Features && !is_generic && !is_judged {
                    // What is none is told by the witness alone: the layer is given a series then.
                    let fact = format_ident!("{}", question.to_uppercase());
                    let is =
                        quote!({ use #core::__private::Otherwise as _; #core::__private::Probe::<(), #given>::#fact });
                    let judged = quote!(#core::__private::Judged<#given, #core::Series<1, 1>, #is>);
                    let name = format_ident!("__{}_shape_{}", self.name, self.aliases.len());
                    let shape = Shape::Opaque(self.alias(name, judged), before.clone());
                    sequence.push(Op::View, shape);
                }
                true
            }
        }
    }

    /// Whether this is what a layer before was given for a series.
    fn is_judged_series(&self, shape: &TokenStream) -> bool {
        let [judged, series] = ["Judged", "SERIES"].map(|word| Ident::new(word, Span::call_site()));
        let name = shape.to_string();
        let mut aliases = self.aliases.iter().filter(|alias| alias.name == name);
        aliases.any(|alias| [&judged, &series].into_iter().all(|word| mentions(alias.path.clone(), word)))
    }

    /// Indices are no numbers: only an embedding makes some of them.
    pub(super) fn numbers_of_indices(&mut self, layer: &str, span: Span) {
        let name = self.words.free("embed");
        self.errors.help(
            span,
            format_args!("`{layer}` takes numbers, but the input is indices"),
            format_args!("write `{name}: Embedding(16),` on the line before it"),
        );
    }

    /// Goes on as if what came in had the shape that a layer takes, so that its own arguments are judged and nothing follows.
    pub(super) fn as_if_taken(&mut self, takes: Takes, sequence: &mut Sequence) {
        let sizes = sequence.shape.sizes().unwrap_or_default();
        if let Shape::Indices(steps, _) = &sequence.shape {
            // As if an embedding stood between.
            let row = Size::computed(16);
            let sizes = match takes {
                Takes::Features => vec![row],
                Takes::Image => vec![row.clone(), row.clone(), row],
                _ => vec![steps.clone(), row],
            };
            return sequence.push(Op::View, Shape::Sizes(sizes));
        }
        let ranks = match takes {
            // Behind it there is a series, whatever came in.
            Takes::Indices => {
                let steps = sizes.first().cloned().unwrap_or(Size::computed(16));
                return sequence.push(Op::View, Shape::Sizes(vec![steps, Size::computed(16)]));
            }
            Takes::Any | Takes::Features => return,
            Takes::Series => 2,
            Takes::Image | Takes::SeriesOrImage => 3,
        };
        let sizes = as_taken(takes, sizes).unwrap_or_else(|| vec![Size::computed(64); ranks]);
        sequence.push(Op::View, Shape::Sizes(sizes));
    }

    /// All values as features.
    pub(super) fn flattened(
        &mut self,
        entry: &Entry,
        span: Span,
        stated_next: Option<&Statement>,
        sequence: &Sequence,
    ) -> Shape {
        let name = entry.name;
        match &sequence.shape {
            Shape::Sizes(sizes) if sizes.len() == 1 => {
                let what = format!("`{name}` has nothing to do: these are features already");
                self.errors.help(span, what, "remove this line");
                sequence.shape.clone()
            }
            Shape::Indices(..) => sequence.shape.clone(),
            Shape::Sizes(sizes) => {
                let (given, size) = (sequence.shape.tokens(&self.core), Size::product(sizes.iter().cloned()));
                let stated = stated_next.and_then(|statement| self.provable(statement));
                self.followed_by(vec![Size::computed(1)], size, quote!(Flattened<#given>), stated, span)
            }
            Shape::Opaque(_, before) => {
                self.errors.help(
                    span,
                    format_args!("`{name}` cannot see the shape that `{before}` produces"),
                    "state it on the line before, for example `shape: [f32; (8, 8, 4)],`",
                );
                Shape::features(Size::computed(1))
            }
        }
    }

    /// Sizes of which the last follows from others: as a number, as a constant, or, if generic parameters are computed with, as
    /// the user states it on the next line; whoever makes such a network proves it then, by the bound `shape: by`.
    pub(super) fn followed_by(
        &mut self,
        mut sizes: Vec<Size>,
        size: Size,
        by: TokenStream,
        stated: Option<(Shape, Span)>,
        span: Span,
    ) -> Shape {
        let follows = match size.evaluate() {
            Some(number) => Size::computed(number),
            None if !size.is_computed() => size,
            None if size.is_generic() => return self.proved(sizes, size, by, stated, span),
            None => {
                let name = format_ident!("__{}_computed_{}", self.name, self.constants.len());
                self.constants.push(Constant { name: name.clone(), value: ConstantValue::Size(size.tokens()) });
                Size::Named(name, size.text(), span)
            }
        };
        sizes.pop();
        sizes.push(follows);
        Shape::Sizes(sizes)
    }

    /// The shape a statement states, if it is numbers and parameters, which may be written twice.
    pub(super) fn provable(&self, statement: &Statement) -> Option<(Shape, Span)> {
        let sizes = statement.sizes.iter().map(|size| match size {
            Expr::Path(path) => {
                let known = |word: &&Ident| self.sizes.iter().any(|parameter| parameter.ident == **word);
                path.path.get_ident().filter(known).cloned().map(Size::Parameter)
            }
            other => literal(other).map(|number| Size::Known(number, other.span())),
        });
        Some((Shape::Sizes(sizes.collect::<Option<_>>()?), statement.sizes_ends.0))
    }

    /// The shape that is stated for sizes of which the last is computed from generic parameters.
    fn proved(
        &mut self,
        sizes: Vec<Size>,
        size: Size,
        by: TokenStream,
        stated: Option<(Shape, Span)>,
        span: Span,
    ) -> Shape {
        let (text, value) = (size.text(), size.tokens());
        let stated = stated.filter(|(shape, _)| shape.sizes().is_some_and(|stated| stated.len() == sizes.len()));
        let Some((shape, at)) = stated else {
            self.errors.help(
                span,
                format_args!("the size `{text}` follows from generic parameters and has to be stated"),
                "state it on the next line, for example `whole: [f32; WHOLE],` with `const WHOLE: usize`",
            );
            return Shape::Sizes(sizes);
        };
        let core = &self.core;
        let stated = shape.tokens(core);
        let bound = respan(quote!(#stated: #core::#by), at);
        let total = shape.sizes().and_then(|sizes| sizes.last()).map(Size::tokens);
        let wrong = format!("`{text}` of `{}` is not the size that is stated", self.name);
        let check = respan(quote!(#core::__private::equal(#value, #total, #wrong)), at);
        self.proofs.push(Proof { bound, check });
        shape
    }

    /// Stated sizes for as many values as before.
    pub(super) fn reshaped(&mut self, entry: &Entry, sizes: &Expr, label: &str, sequence: &Sequence) -> Shape {
        let list: Vec<&Expr> = match sizes {
            Expr::Tuple(tuple) => tuple.elems.iter().collect(),
            other => vec![other],
        };
        if list.is_empty() || list.len() > 3 {
            self.errors.help(sizes, "a shape has one to three sizes", format_args!("write `{}`", entry.example));
            return sequence.shape.clone();
        }
        if let Some(shape) = self.left_to_infer(&list, sequence) {
            return shape;
        }
        let list = list.into_iter().map(|size| self.size(size, label, "a size")).collect();
        let shape = Shape::Sizes(self.addressable(list, &[], label, "values", ends(sizes)));
        match (sequence.shape.count(), shape.count()) {
            (Some(before), Some(after)) if before != after => {
                let (from, to) = (sequence.shape.text(), shape.text());
                self.errors.help(
                    sizes,
                    format_args!("shape mismatch: `{to}` has {after} values, but the layer before produces `{from}` with {before}"),
                    format_args!("`{}` keeps the number of values", entry.name),
                );
                shape
            }
            (Some(_), Some(_)) => shape,
            _ => {
                let core = &self.core;
                let (from, to) = (sequence.shape.tokens(core), shape.tokens(core));
                let check = call(quote!(#core::__private::same_count::<#from, #to>), quote!(), ends(sizes));
                self.witnesses.push(Witness::Value(format_ident!("SIZES_OF_{}", label.to_uppercase()), check));
                shape
            }
        }
    }
}

impl Checker<'_> {
    /// `(-1, 8)`, as other libraries leave a size to be found; the shape that is meant.
    fn left_to_infer(&mut self, sizes: &[&Expr], sequence: &Sequence) -> Option<Shape> {
        let at = sizes.iter().position(|size| text_of(size) == "-1")?;
        let others: Option<usize> = (sizes.iter().enumerate())
            .filter(|(other, _)| *other != at)
            .map(|(_, size)| text_of(size).parse::<usize>().ok().filter(|size| *size > 0))
            .product();
        let count = sequence.shape.sizes().and_then(|sizes| sizes.iter().map(Size::known).product::<Option<usize>>());
        let found =
            count.zip(others).filter(|(count, others)| count % others == 0).map(|(count, others)| count / others);
        let help = match found {
            Some(size) => format!("write `{size}`"),
            None => "write the number, with which the values stay as many".to_string(),
        };
        self.errors.help(sizes[at], "a size is written, not inferred", help);
        let known = |(other, size): (usize, &&Expr)| match other == at {
            true => found,
            false => text_of(size).parse().ok(),
        };
        let all: Option<Vec<usize>> = sizes.iter().enumerate().map(known).collect();
        Some(all.map_or(sequence.shape.clone(), |all| Shape::Sizes(all.into_iter().map(Size::computed).collect())))
    }
}

/// The same values as a layer takes them, if there is one way to read them so: a picture in one color, steps of one number.
fn as_taken(takes: Takes, sizes: &[Size]) -> Option<Vec<Size>> {
    let one = Size::computed(1);
    match (takes, sizes) {
        (Takes::Image, [height, width]) => Some(vec![height.clone(), width.clone(), one]),
        (Takes::Image, [Size::Known(count, _)]) => {
            let side =
                Size::computed((1..=*count).find(|side| side * side >= *count).filter(|side| side * side == *count)?);
            Some(vec![side.clone(), side, one])
        }
        (Takes::Series, [steps]) => Some(vec![steps.clone(), one]),
        _ => None,
    }
}

/// What stands alone in parentheses or braces.
pub(super) fn within(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Paren(inner) => Some(&inner.expr),
        Expr::Group(inner) => Some(&inner.expr),
        Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => match block.block.stmts.as_slice() {
            [syn::Stmt::Expr(inner, None)] => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn literal(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok().filter(|&number| number > 0),
            _ => None,
        },
        _ => None,
    }
}
