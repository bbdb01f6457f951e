//! Declaration × catalog → Model: one function per rule. A mistake is noted and mended, so that the rest of the network
//! can still be judged and the user's code around it still finds its types.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, GenericParam, Lit, Path, UnOp, parse_quote};

use crate::catalog::{ALIASES, CATALOG, Entry, INITS, Kind, Parameter, find};
use crate::declaration::{Argument, Body, Declaration, LayerLine, Line, Statement};
use crate::errors::{Errors, near_miss};
use crate::model::{
    Alias, Constant, ConstantValue, FirstValues, LayerStep, Model, Reads, Step, TableLine, Unit, UnitKind, Witness,
};
use crate::shape::{Shape, Size, respan};

/// Judges a declaration.
pub fn check(declaration: Declaration, errors: &mut Errors) -> Model {
    let Declaration { attributes, crate_path, unroll, visibility, name, mut generics, lines } = declaration;
    let mut checker = Checker {
        core: crate_path,
        name: name.clone(),
        sizes: generics.const_params().map(|parameter| parameter.ident.clone()).collect(),
        parameters: generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => Some(parameter.ident.clone()),
                GenericParam::Const(parameter) => Some(parameter.ident.clone()),
                GenericParam::Lifetime(_) => None,
            })
            .collect(),
        unroll,
        scalar: parse_quote!(f32),
        errors,
        units: Vec::new(),
        constants: Vec::new(),
        aliases: Vec::new(),
        witnesses: Vec::new(),
        bounds: Vec::new(),
    };
    let mut lines = lines.into_iter().peekable();
    let (input, input_spans) = match lines.next_if(|line| matches!(line, Line::Statement(_))) {
        Some(Line::Statement(statement)) => {
            checker.scalar = checker.judge_scalar(&statement);
            (checker.stated(&statement), (statement.name.span(), statement.sizes_span))
        }
        _ => {
            checker.errors.help(
                name.span(),
                format_args!("`{name}` does not say what goes in"),
                "begin with the input, for example `input: [f32; 64],`",
            );
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
    let mut sequence = checker.sequence(lines, input.clone(), "");
    let head = sequence.head(&checker.core, &checker.scalar);
    checker.units.push(Unit {
        name: name.clone(),
        kind: UnitKind::Network,
        input,
        output: sequence.shape,
        steps: std::mem::take(&mut sequence.steps),
        head,
        table: sequence.table,
    });
    let Checker { core, scalar, units, constants, aliases, witnesses, bounds, .. } = checker;
    if !bounds.is_empty() {
        let clause = generics.make_where_clause();
        clause.predicates.extend(bounds.into_iter().map(|bound| -> syn::WherePredicate { parse_quote!(#bound) }));
    }
    Model { attributes, core, visibility, name, generics, scalar, input_spans, units, constants, aliases, witnesses }
}

struct Checker<'a> {
    core: Path,
    name: Ident,
    /// Const parameters of the network.
    sizes: Vec<Ident>,
    /// All its type and const parameters.
    parameters: Vec<Ident>,
    unroll: Option<Expr>,
    scalar: Path,
    errors: &'a mut Errors,
    units: Vec<Unit>,
    constants: Vec<Constant>,
    aliases: Vec<Alias>,
    witnesses: Vec<Witness>,
    bounds: Vec<TokenStream>,
}

/// A run of lines, while it is being judged.
struct Sequence {
    steps: Vec<Step>,
    shape: Shape,
    /// Who produced the value, and where that is written.
    producer: (String, Span),
    table: Vec<TableLine>,
}

impl Sequence {
    /// What the outputs mean: the type of the last layer that changes values.
    fn head(&self, core: &Path, scalar: &Path) -> TokenStream {
        match self.steps.iter().rev().find(|step| !matches!(step, Step::View(_))) {
            Some(Step::Activation { head, .. }) => head.clone(),
            Some(Step::Layer(layer)) => {
                let layer_type = &layer.layer_type;
                quote!(<#layer_type as #core::layer::Layer<#scalar>>::Head)
            }
            _ => quote!(#core::head::Linear),
        }
    }
}

impl Checker<'_> {
    /// Asks rustc whether `judged` fits `given`: the callee blames `producer`, the argument `at`.
    fn witness(&mut self, question: &str, producer: Span, given: TokenStream, judged: TokenStream, at: Span) {
        let (core, question) = (&self.core, format_ident!("{question}"));
        let callee = respan(quote!(#core::__private::#question), producer);
        let given = respan(quote!(::core::marker::PhantomData::<#given>), producer);
        let judged = respan(quote!(::core::marker::PhantomData::<#judged>), at);
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
                    word.span(),
                    format_args!("a network cannot run on `{word}`"),
                    "write `f32` or `f64`, or a generic parameter `T: Scalar`",
                );
                return parse_quote!(f32);
            }
        }
        scalar.clone()
    }

    /// The shape a statement states.
    fn stated(&mut self, statement: &Statement) -> Shape {
        let label = statement.name.to_string();
        if statement.sizes.is_empty() || statement.sizes.len() > 3 {
            self.errors.help(
                statement.sizes_span,
                format_args!("a shape has one to three sizes, not {}", statement.sizes.len()),
                "write `[f32; 64]`, `[f32; (STEPS, N)]` or `[f32; (HEIGHT, WIDTH, CHANNELS)]`",
            );
            return Shape::features(Size::computed(1));
        }
        Shape::Sizes(statement.sizes.iter().map(|size| self.size(size, &label, "a size")).collect())
    }

    /// A size expression: judged if it is a literal, otherwise bound to a constant so that it is evaluated once.
    fn size(&mut self, expr: &Expr, label: &str, what: &str) -> Size {
        let zero = format!("`{label}` has size zero");
        match expr {
            Expr::Paren(inner) => return self.size(&inner.expr, label, what),
            Expr::Group(inner) => return self.size(&inner.expr, label, what),
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
                            Lit::Float(float) => {
                                format!("write `{}`", float.base10_digits().split('.').next().unwrap_or("1"))
                            }
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
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
                let text = text_of(expr);
                self.errors.help(
                    expr.span(),
                    format_args!("`{text}` is negative; {what} is at least 1"),
                    "write a size of at least 1",
                );
                return Size::computed(1);
            }
            Expr::Path(path) => {
                if let Some(word) = path.path.get_ident()
                    && self.sizes.contains(word)
                {
                    return Size::Parameter(word.clone());
                }
            }
            _ => {}
        }
        if let Some(parameter) = self.sizes.iter().find(|parameter| mentions(expr.to_token_stream(), parameter)) {
            let text = text_of(expr);
            self.errors.help(
                expr.span(),
                format_args!("`{text}` computes with the generic parameter `{parameter}`, which stable Rust cannot"),
                "declare another parameter for the result, for example `const WIDE: usize`",
            );
            return Size::computed(1);
        }
        let name = format_ident!("__{}_{}_{}", self.name, label, self.constants.len());
        self.constants.push(Constant { name: name.clone(), value: ConstantValue::Written(expr.clone(), zero) });
        Size::Written(name, text_of(expr), expr.span())
    }

    /// The lines of a body, one after the other.
    fn sequence(&mut self, lines: Vec<Line>, input: Shape, prefix: &str) -> Sequence {
        let mut sequence = Sequence {
            steps: Vec::new(),
            shape: input,
            producer: ("input".to_string(), self.name.span()),
            table: Vec::new(),
        };
        let mut names: Vec<Ident> = Vec::new();
        let reads_relu: Vec<bool> = (0..lines.len()).map(|at| relu_follows(&lines[at + 1..])).collect();
        let stated_next: Vec<Option<Statement>> = (0..lines.len())
            .map(|at| match lines.get(at + 1) {
                Some(Line::Statement(next)) => Some(Statement {
                    name: next.name.clone(),
                    scalar: next.scalar.clone(),
                    sizes: next.sizes.clone(),
                    sizes_span: next.sizes_span,
                }),
                _ => None,
            })
            .collect();
        for ((line, relu_next), stated_next) in lines.into_iter().zip(reads_relu).zip(stated_next) {
            match line {
                Line::Statement(statement) => self.remark(&statement, &mut sequence),
                Line::Layer(layer) => {
                    if let Some(name) = &layer.name {
                        if let Some(first) = names.iter().find(|first| *first == name) {
                            self.errors.help(
                                name.span(),
                                format_args!("the name `{name}` is used twice"),
                                format_args!("call one of them otherwise, for example `{first}2`"),
                            );
                            continue;
                        }
                        names.push(name.clone());
                    }
                    self.layer(layer, relu_next, stated_next.as_ref(), prefix, &mut sequence);
                }
            }
        }
        sequence
    }

    /// A shape stated between layers: a checked remark.
    fn remark(&mut self, statement: &Statement, sequence: &mut Sequence) {
        if statement.scalar.to_token_stream().to_string() != self.scalar.to_token_stream().to_string() {
            let (ours, theirs) = (self.scalar.to_token_stream(), statement.scalar.to_token_stream());
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
                self.errors.help(
                    statement.sizes_span,
                    format_args!("shape mismatch: expected `{expected}`, but `{who}` produces `{given}`"),
                    format_args!("state `{given}` here, or change `{who}`"),
                );
            }
            None => {
                let (given, at) = (sequence.shape.tokens(&self.core), statement.sizes_span);
                self.witness("state_shape", sequence.producer.1, given, stated.tokens(&self.core), at);
            }
        }
        if sequence.shape.same(&stated) != Some(true) {
            // What follows is judged by the stated shape, so that one mistake stays one error.
            sequence.steps.push(Step::View(stated.clone()));
        }
        sequence.shape = stated;
    }

    fn layer(
        &mut self,
        line: LayerLine,
        relu_next: bool,
        stated_next: Option<&Statement>,
        prefix: &str,
        sequence: &mut Sequence,
    ) {
        let entry = match line.word() {
            Some(word) => match self.known(word) {
                Lookup::Entry(entry) => Some(entry),
                Lookup::Path => None,
                Lookup::Unknown => {
                    // Mended as what stands there: the next stated shape, else nothing at all.
                    self.mend(line.name.as_ref(), stated_next, sequence);
                    return;
                }
            },
            None => None,
        };
        match entry {
            Some(entry) => self.known_layer(entry, line, relu_next, stated_next, prefix, sequence),
            None => self.path_layer(line, sequence),
        }
    }

    fn known(&mut self, word: &Ident) -> Lookup {
        let name = word.to_string();
        if let Some(entry) = find(&name) {
            return Lookup::Entry(entry);
        }
        let alias = ALIASES.iter().find(|(theirs, _)| *theirs == name).map(|&(_, ours)| ours);
        if let Some(ours) = alias.or_else(|| near_miss(&name, CATALOG.iter().map(|entry| entry.name))) {
            self.errors.help(
                word.span(),
                format_args!("unknown layer `{name}`"),
                format_args!("did you mean `{ours}`?"),
            );
            return Lookup::Unknown;
        }
        if name.starts_with(char::is_uppercase) {
            return Lookup::Path;
        }
        let names: Vec<_> = CATALOG.iter().map(|entry| entry.name).collect();
        self.errors.help(
            word.span(),
            format_args!("unknown layer `{name}`"),
            format_args!("the layers are {}", names.join(", ")),
        );
        Lookup::Unknown
    }

    /// Stands in for a layer that is wrong: a dense layer of the shape that is stated next, so that the name exists.
    fn mend(&mut self, name: Option<&Ident>, stated_next: Option<&Statement>, sequence: &mut Sequence) {
        let output = match stated_next {
            Some(statement) if statement.sizes.len() == 1 => literal(&statement.sizes[0]).map(Size::computed),
            _ => None,
        };
        if let (Some(name), Shape::Sizes(sizes)) = (name, &sequence.shape)
            && sizes.len() == 1
        {
            let output = output.unwrap_or_else(|| sizes[0].clone());
            self.push_dense(name, sequence, output, quote!(), FirstValues::Own, None, "Dense".to_string());
        } else if let Some(output) = output {
            sequence.shape = Shape::features(output);
        }
    }

    fn known_layer(
        &mut self,
        entry: &'static Entry,
        line: LayerLine,
        relu_next: bool,
        stated_next: Option<&Statement>,
        prefix: &str,
        sequence: &mut Sequence,
    ) {
        let span = line.span();
        if entry.kind.owns_values() && line.name.is_none() {
            let name = entry.name.to_lowercase();
            self.errors.help(
                span,
                format_args!("`{}` owns parameters and needs a name", entry.name),
                format_args!("write `{name}: {}`", entry.example),
            );
        }
        if let Some(frozen) = line.frozen
            && !(entry.kind.owns_values() || entry.kind.is_block())
        {
            self.errors.help(
                frozen,
                format_args!("`{}` has no parameters to freeze", entry.name),
                "remove `#[frozen]`",
            );
        }
        let name = line.name.clone().unwrap_or_else(|| format_ident!("unnamed_{}", sequence.table.len(), span = span));
        if entry.kind.is_block() {
            return self.block(entry, line, name, prefix, sequence);
        }
        let arguments = match &line.body {
            Body::Bare => Arguments::bare(entry, span),
            Body::Arguments { span: paren, arguments } => Arguments::of(entry, *paren, arguments, self.errors),
            Body::Block { span, .. } => {
                self.errors.help(
                    *span,
                    format_args!("`{}` takes arguments, not a block", entry.name),
                    format_args!("write `{}`", entry.example),
                );
                Arguments { missing_reported: true, ..Arguments::bare(entry, *span) }
            }
        };
        let core = self.core.clone();
        let label = name.to_string();
        match entry.kind {
            Kind::Dense => {
                if !self.takes_features(entry, span, sequence) {
                    return self.mend(line.name.as_ref(), stated_next, sequence);
                }
                let Some(outputs) = arguments.required("outputs", self.errors) else {
                    return self.mend(line.name.as_ref(), stated_next, sequence);
                };
                let outputs = self.size(outputs, &label, "a number of outputs");
                let bias = arguments.get("bias").map(|bias| self.flag(bias)).unwrap_or(true);
                let init = match arguments.get("init").and_then(|init| self.init(init)) {
                    Some(init) => init,
                    None if relu_next => Ident::new("He", Span::call_site()),
                    None => Ident::new("Glorot", Span::call_site()),
                };
                let size = outputs.tokens();
                let extra = match (bias, line.unroll.as_ref().or(self.unroll.as_ref())) {
                    (true, None) => quote!(),
                    (false, None) => quote!(, 0),
                    (true, Some(limit)) => quote!(, #size, { #limit }),
                    (false, Some(limit)) => quote!(, 0, { #limit }),
                };
                let text = format!("Dense({})", outputs.text());
                let frozen = line.frozen;
                self.push_dense_at(&name, span, sequence, outputs, extra, FirstValues::Draw(init), frozen, text);
            }
            Kind::Prelu | Kind::Standardize => {
                let word = Ident::new(entry.name, span);
                let (scalar, shape) = (&self.scalar, sequence.shape.tokens(&core));
                let layer_type = quote!(#core::layer::#word<#scalar, #shape>);
                let prelu = entry.kind == Kind::Prelu;
                let first_values = match (arguments.get("mean"), arguments.get("scale")) {
                    (None, None) => FirstValues::Own,
                    (mean, scale) => {
                        let mean = mean.map_or(quote!(0.0), |mean| self.number(mean));
                        let scale = scale.map_or(quote!(1.0), |scale| self.number(scale));
                        FirstValues::Set(mean, scale)
                    }
                };
                let reads = Reads { input: prelu, output: false };
                let output = sequence.shape.clone();
                let step = LayerStep {
                    field: name,
                    layer_type,
                    input: sequence.shape.clone(),
                    output,
                    reads,
                    may_train: prelu,
                    has_tape: false,
                    input_type: None,
                    first_values,
                };
                self.push_layer(step, line.frozen, entry.name.to_string(), span, sequence);
            }
            Kind::Dropout => {
                let Some(rate) = arguments.required("rate", self.errors) else { return };
                let rate = self.rate(rate);
                sequence.steps.push(Step::Dropout(quote!(#core::layer::Dropout { rate: #rate })));
                self.bare_line(&line, format!("Dropout({})", text_of_tokens(rate)), sequence);
            }
            Kind::Flatten => {
                let shape = self.flattened(span, stated_next, sequence);
                sequence.steps.push(Step::View(shape.clone()));
                sequence.shape = shape;
                sequence.producer = (label_of(&line, "Flatten"), span);
                self.bare_line(&line, "Flatten".to_string(), sequence);
            }
            Kind::Reshape => {
                let Some(sizes) = arguments.required("sizes", self.errors) else { return };
                let shape = self.reshaped(sizes, &label, sequence);
                sequence.steps.push(Step::View(shape.clone()));
                sequence.shape = shape;
                sequence.producer = (label_of(&line, "Reshape"), span);
                self.bare_line(&line, format!("Reshape({})", text_of(sizes)), sequence);
            }
            Kind::Activation { reads_input, fused, .. } => {
                if matches!(entry.name, "Softmax" | "LogSoftmax") && !self.takes_features(entry, span, sequence) {
                    return;
                }
                let word = Ident::new(entry.name, span);
                let head = quote!(#core::layer::#word);
                let mut text = entry.name.to_string();
                let fields: Vec<_> = entry
                    .arguments
                    .iter()
                    .map(|parameter| {
                        let name = format_ident!("{}", parameter.name);
                        let default = parameter.default;
                        let number = arguments.get(parameter.name).map_or(quote!(#default), |expr| self.number(expr));
                        quote!(#name: #number)
                    })
                    .collect();
                let value = if fields.is_empty() { head.clone() } else { quote!(#head { #(#fields),* }) };
                if !arguments.given.is_empty() {
                    let list: Vec<_> =
                        arguments.given.iter().map(|(name, expr)| format!("{name} = {}", text_of(expr))).collect();
                    text = format!("{}({})", entry.name, list.join(", "));
                }
                sequence.steps.push(Step::Activation { value, head, name: entry.name, reads_input, fused, span });
                sequence.producer = (label_of(&line, entry.name), span);
                self.bare_line(&line, text, sequence);
            }
            Kind::Chain | Kind::Residual | Kind::Sum | Kind::Concat => {}
        }
    }

    /// Whether what stands before a layer that takes features is features; if only rustc knows, a witness asks it.
    fn takes_features(&mut self, entry: &Entry, span: Span, sequence: &Sequence) -> bool {
        match &sequence.shape {
            Shape::Sizes(sizes) if sizes.len() == 1 => true,
            Shape::Sizes(_) => {
                let (name, before) = (entry.name, sequence.shape.kind_text());
                self.errors.help(
                    span,
                    format_args!("`{name}` takes features, but the layer before it produces {before}"),
                    "write `Flatten,` on the line before it",
                );
                false
            }
            Shape::Opaque(given, _) => {
                let call = quote!(__private::features(::core::marker::PhantomData::<#given>););
                let core = &self.core;
                self.witnesses.push(Witness::Call(respan(quote!(#core::#call), span)));
                true
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn push_dense(
        &mut self,
        name: &Ident,
        sequence: &mut Sequence,
        outputs: Size,
        extra: TokenStream,
        first_values: FirstValues,
        frozen: Option<Span>,
        text: String,
    ) {
        self.push_dense_at(name, name.span(), sequence, outputs, extra, first_values, frozen, text);
    }

    #[allow(clippy::too_many_arguments)]
    fn push_dense_at(
        &mut self,
        name: &Ident,
        span: Span,
        sequence: &mut Sequence,
        outputs: Size,
        extra: TokenStream,
        first_values: FirstValues,
        frozen: Option<Span>,
        text: String,
    ) {
        let (core, scalar) = (&self.core, &self.scalar);
        let word = Ident::new("Dense", span);
        let (input, size) = (sequence.shape.tokens(core), outputs.tokens());
        let step = LayerStep {
            field: name.clone(),
            layer_type: quote!(#core::layer::#word<#scalar, #input, #size #extra>),
            input: sequence.shape.clone(),
            output: Shape::features(outputs),
            reads: Reads { input: true, output: false },
            may_train: true,
            has_tape: false,
            input_type: None,
            first_values,
        };
        self.push_layer(step, frozen, text, span, sequence);
    }

    /// Adds a layer with a field, frozen if that is asked for.
    fn push_layer(
        &mut self,
        mut step: LayerStep,
        frozen: Option<Span>,
        text: String,
        span: Span,
        sequence: &mut Sequence,
    ) {
        let core = &self.core;
        if frozen.is_some() {
            let layer_type = &step.layer_type;
            step.layer_type = quote!(#core::layer::Frozen<#layer_type>);
            step.may_train = false;
        }
        sequence.table.push(TableLine {
            name: step.field.to_string(),
            layer: text,
            shape: step.output.clone(),
            layer_type: Some(step.layer_type.clone()),
        });
        sequence.shape = step.output.clone();
        sequence.producer = (step.field.to_string(), span);
        sequence.steps.push(Step::Layer(Box::new(step)));
    }

    fn bare_line(&self, line: &LayerLine, layer: String, sequence: &mut Sequence) {
        let name = line.name.as_ref().map(Ident::to_string).unwrap_or_default();
        sequence.table.push(TableLine { name, layer, shape: sequence.shape.clone(), layer_type: None });
    }

    /// A layer or network of the user's own.
    fn path_layer(&mut self, line: LayerLine, sequence: &mut Sequence) {
        let span = line.span();
        match &line.body {
            Body::Bare => {}
            Body::Arguments { span: at, .. } | Body::Block { span: at, .. } => {
                let path = text_of_tokens(line.path.to_token_stream());
                self.errors.help(
                    *at,
                    format_args!("`{path}` is a layer of your own, which takes no arguments"),
                    format_args!("write `name: {path}`"),
                );
                return;
            }
        }
        let path = text_of_tokens(line.path.to_token_stream());
        let Some(field) = line.name.clone() else {
            let name = line.word().map_or("layer".to_string(), |word| word.to_string().to_lowercase());
            self.errors.help(
                span,
                format_args!("`{path}` is a layer of your own and needs a name"),
                format_args!("write `{name}: {path}`"),
            );
            return;
        };
        let parameters: Vec<_> = self
            .parameters
            .iter()
            .filter(|parameter| mentions(line.path.to_token_stream(), parameter))
            .cloned()
            .collect();
        let alias = format_ident!("__{}_{}", self.name, field, span = span);
        let alias = Ident::new(&format!("{alias}_{}", self.aliases.len()), span);
        let arguments = if parameters.is_empty() { quote!() } else { quote!(<#(#parameters),*>) };
        let layer_type = quote!(#alias #arguments);
        self.aliases.push(Alias { name: alias, parameters, path: line.path.clone() });

        let (core, scalar) = (self.core.clone(), self.scalar.clone());
        let taken = quote!(<#layer_type as #core::layer::Layer<#scalar>>::In);
        let given = sequence.shape.tokens(&core);
        self.witness("enter", sequence.producer.1, given, taken.clone(), span);
        let output = quote!(<#layer_type as #core::layer::Layer<#scalar>>::Out);
        let step = LayerStep {
            field,
            layer_type,
            input: sequence.shape.clone(),
            output: Shape::Opaque(output, path.clone()),
            reads: Reads { input: true, output: true },
            may_train: true,
            has_tape: true,
            input_type: Some(taken),
            first_values: FirstValues::Own,
        };
        self.push_layer(step, line.frozen, path, span, sequence);
    }

    /// `Chain { … }`, `Residual { … }`, `Sum { … }`, `Concat { … }`: a unit of its own.
    fn block(&mut self, entry: &Entry, line: LayerLine, name: Ident, prefix: &str, sequence: &mut Sequence) {
        let span = line.span();
        let lines = match line.body {
            Body::Block { lines, .. } if !lines.is_empty() => lines,
            Body::Block { span, .. } | Body::Arguments { span, .. } => {
                let what = format!("`{}` needs a block of layers", entry.name);
                return self.errors.help(span, what, format_args!("write `{}`", entry.example));
            }
            Body::Bare => {
                let what = format!("`{}` needs a block of layers", entry.name);
                return self.errors.help(span, what, format_args!("write `{}`", entry.example));
            }
        };
        let prefix = format!("{prefix}{}", camel_case(&name.to_string()));
        let unit_name = Ident::new(&format!("{}{prefix}", self.name), span);
        let input = sequence.shape.clone();
        let unit = match entry.kind {
            Kind::Sum | Kind::Concat => self.branches(entry.kind, lines, &input, unit_name.clone(), &prefix, span),
            _ => {
                let mut inner = self.sequence(lines, input.clone(), &prefix);
                let mut head = inner.head(&self.core, &self.scalar);
                if entry.kind == Kind::Residual {
                    self.comes_back(&input, &inner, span);
                    if input.same(&inner.shape) != Some(true) {
                        inner.steps.push(Step::View(input.clone()));
                    }
                    inner.steps.push(Step::AddInput);
                    let core = &self.core;
                    head = quote!(#core::head::Linear);
                }
                let output = if entry.kind == Kind::Residual { input.clone() } else { inner.shape };
                Unit {
                    name: unit_name.clone(),
                    kind: UnitKind::Chain,
                    input: input.clone(),
                    output,
                    steps: inner.steps,
                    head,
                    table: inner.table,
                }
            }
        };
        let generics = if self.parameters.is_empty() {
            quote!()
        } else {
            let parameters = &self.parameters;
            quote!(<#(#parameters),*>)
        };
        let step = LayerStep {
            field: name.clone(),
            layer_type: quote!(#unit_name #generics),
            input,
            output: unit.output.clone(),
            reads: Reads { input: true, output: true },
            may_train: true,
            has_tape: true,
            input_type: None,
            first_values: FirstValues::Own,
        };
        self.units.push(unit);
        self.push_layer(step, line.frozen, entry.name.to_string(), span, sequence);
    }

    /// A residual block gives back the shape it takes.
    fn comes_back(&mut self, input: &Shape, inner: &Sequence, span: Span) {
        match input.same(&inner.shape) {
            Some(true) => {}
            Some(false) => {
                let (taken, given, who) = (input.text(), inner.shape.text(), &inner.producer.0);
                self.errors.help(
                    inner.producer.1,
                    format_args!("branches differ: the block takes `{taken}`, but `{who}` produces `{given}`"),
                    format_args!("`Residual` adds the two; let `{who}` produce `{taken}`"),
                );
            }
            None => {
                let (given, back) = (input.tokens(&self.core), inner.shape.tokens(&self.core));
                self.witness("come_back", span, given, back, inner.producer.1);
            }
        }
    }

    /// The branches of `Sum` and `Concat`. A branch without a field of its own becomes a chain of one.
    fn branches(&mut self, kind: Kind, lines: Vec<Line>, input: &Shape, name: Ident, prefix: &str, span: Span) -> Unit {
        let core = self.core.clone();
        let mut steps = Vec::new();
        let mut table = Vec::new();
        let mut outputs: Vec<(Shape, String, Span)> = Vec::new();
        for (at, line) in lines.into_iter().enumerate() {
            let layer = match line {
                Line::Layer(layer) => layer,
                Line::Statement(statement) => {
                    self.errors.help(
                        statement.sizes_span,
                        "a branch is a layer, not a stated shape",
                        "state the shape behind the block, or inside a `Chain { … }`",
                    );
                    continue;
                }
            };
            let span = layer.span();
            let branch = layer.name.clone().unwrap_or_else(|| format_ident!("branch_{at}", span = span));
            let mut inner = self.sequence(vec![Line::Layer(layer)], input.clone(), prefix);
            table.append(&mut inner.table);
            outputs.push((inner.shape.clone(), branch.to_string(), span));
            if let [Step::Layer(_)] = inner.steps.as_slice() {
                steps.append(&mut inner.steps);
                continue;
            }
            let unit_name = Ident::new(&format!("{name}{}", camel_case(&branch.to_string())), span);
            let generics = if self.parameters.is_empty() {
                quote!()
            } else {
                let parameters = &self.parameters;
                quote!(<#(#parameters),*>)
            };
            let head = inner.head(&core, &self.scalar);
            self.units.push(Unit {
                name: unit_name.clone(),
                kind: UnitKind::Chain,
                input: input.clone(),
                output: inner.shape.clone(),
                steps: inner.steps,
                head,
                table: Vec::new(),
            });
            steps.push(Step::Layer(Box::new(LayerStep {
                field: branch,
                layer_type: quote!(#unit_name #generics),
                input: input.clone(),
                output: inner.shape,
                reads: Reads { input: true, output: true },
                may_train: false,
                has_tape: true,
                input_type: None,
                first_values: FirstValues::Own,
            })));
        }
        let output = match (kind, outputs.first()) {
            (_, None) => input.clone(),
            (Kind::Sum, Some((first, ..))) => {
                let first = first.clone();
                self.branches_agree(&first, &outputs, span);
                first
            }
            (_, Some(_)) => self.concatenated(&outputs, span),
        };
        let kind = if kind == Kind::Sum { UnitKind::Sum } else { UnitKind::Concat };
        Unit { name, kind, input: input.clone(), output, steps, head: quote!(#core::head::Linear), table }
    }

    fn branches_agree(&mut self, first: &Shape, outputs: &[(Shape, String, Span)], block: Span) {
        for (shape, who, span) in &outputs[1..] {
            match first.same(shape) {
                Some(true) => {}
                Some(false) => {
                    let (want, got, leader) = (first.text(), shape.text(), &outputs[0].1);
                    self.errors.help(
                        *span,
                        format_args!("branches differ: `{leader}` produces `{want}`, but `{who}` produces `{got}`"),
                        format_args!("`Sum` adds the branches; let `{who}` produce `{want}`"),
                    );
                }
                None => {
                    let (want, got) = (first.tokens(&self.core), shape.tokens(&self.core));
                    self.witness("join", block, want, got, *span);
                }
            }
        }
    }

    /// The shape of branches side by side: the last sizes add up, the others agree.
    fn concatenated(&mut self, outputs: &[(Shape, String, Span)], block: Span) -> Shape {
        let mut sizes: Vec<&[Size]> = Vec::new();
        for (shape, who, span) in outputs {
            match shape.sizes() {
                Some(known) => sizes.push(known),
                None => {
                    self.errors.help(
                        *span,
                        format_args!("`Concat` cannot see the shape of `{who}`, a layer of your own"),
                        format_args!("state it: `{who}: Chain {{ inner: …, shape: [f32; 10] }}`"),
                    );
                    return outputs[0].0.clone();
                }
            }
        }
        let (leader, first) = (&outputs[0].1, sizes[0]);
        for ((shape, who, span), sizes) in outputs.iter().zip(&sizes).skip(1) {
            let fits = sizes.len() == first.len()
                && Shape::Sizes(sizes[..sizes.len() - 1].to_vec()).sizes().is_some_and(|outer| {
                    outer.iter().zip(first).all(|(a, b)| match (a.known(), b.known()) {
                        (Some(a), Some(b)) => a == b,
                        _ => a.text() == b.text(),
                    })
                });
            if !fits {
                let (want, got) = (outputs[0].0.text(), shape.text());
                self.errors.help(
                    *span,
                    format_args!("branches differ: `{leader}` produces `{want}`, but `{who}` produces `{got}`"),
                    "`Concat` puts the last sizes side by side; the others must agree",
                );
                return outputs[0].0.clone();
            }
        }
        let lasts: Vec<&Size> = sizes.iter().filter_map(|sizes| sizes.last()).collect();
        let mut shape = first.to_vec();
        let last = match lasts.iter().try_fold(0usize, |sum, size| sum.checked_add(size.known()?)) {
            Some(sum) => Size::computed(sum),
            None => self.computed(&lasts, quote!(+), " + ", block),
        };
        if let Some(place) = shape.last_mut() {
            *place = last;
        }
        Shape::Sizes(shape)
    }

    /// The shape `Flatten` leaves.
    fn flattened(&mut self, span: Span, stated_next: Option<&Statement>, sequence: &Sequence) -> Shape {
        let _ = stated_next;
        match &sequence.shape {
            Shape::Sizes(sizes) if sizes.len() == 1 => {
                self.errors.help(span, "`Flatten` has nothing to do: these are features already", "remove this line");
                sequence.shape.clone()
            }
            Shape::Sizes(sizes) => match sequence.shape.count() {
                Some(count) => Shape::features(Size::computed(count)),
                None => {
                    let sizes: Vec<&Size> = sizes.iter().collect();
                    Shape::features(self.computed(&sizes, quote!(*), " * ", span))
                }
            },
            Shape::Opaque(_, name) => {
                self.errors.help(
                    span,
                    format_args!("`Flatten` cannot see the shape that `{name}` produces"),
                    "state it on the line before, for example `shape: [f32; (8, 8, 4)],`",
                );
                Shape::features(Size::computed(1))
            }
        }
    }

    /// A size that follows from others which are not all numbers.
    fn computed(&mut self, sizes: &[&Size], operator: TokenStream, sign: &str, span: Span) -> Size {
        let text = sizes.iter().map(|size| size.text()).collect::<Vec<_>>().join(sign);
        if sizes.iter().any(|size| matches!(size, Size::Parameter(_))) {
            self.errors.help(
                span,
                format_args!("the size `{text}` cannot be computed from generic parameters on stable Rust"),
                "use constants for these sizes, or leave the network concrete",
            );
            return Size::computed(1);
        }
        let name = format_ident!("__{}_computed_{}", self.name, self.constants.len());
        let mut value = TokenStream::new();
        for (at, size) in sizes.iter().enumerate() {
            if at > 0 {
                value.extend(operator.clone());
            }
            value.extend(size.tokens());
        }
        self.constants.push(Constant { name: name.clone(), value: ConstantValue::Size(value) });
        Size::Written(name, text, span)
    }

    /// The shape `Reshape` makes: as many values as before.
    fn reshaped(&mut self, sizes: &Expr, label: &str, sequence: &Sequence) -> Shape {
        let list: Vec<&Expr> = match sizes {
            Expr::Tuple(tuple) => tuple.elems.iter().collect(),
            other => vec![other],
        };
        if list.is_empty() || list.len() > 3 {
            self.errors.help(sizes.span(), "a shape has one to three sizes", "write `Reshape((8, 8, 1))`");
            return sequence.shape.clone();
        }
        let shape = Shape::Sizes(list.into_iter().map(|size| self.size(size, label, "a size")).collect());
        match (sequence.shape.count(), shape.count()) {
            (Some(before), Some(after)) if before != after => {
                let (from, to) = (sequence.shape.text(), shape.text());
                self.errors.help(
                    sizes.span(),
                    format_args!("shape mismatch: `{to}` has {after} values, but the layer before produces `{from}` with {before}"),
                    "`Reshape` keeps the number of values",
                );
                sequence.shape.clone()
            }
            (Some(_), Some(_)) => shape,
            _ => {
                let core = &self.core;
                let (from, to) = (sequence.shape.tokens(core), shape.tokens(core));
                self.witnesses
                    .push(Witness::Value(quote_spanned!(sizes.span()=> #core::__private::same_count::<#from, #to>();)));
                shape
            }
        }
    }

    fn flag(&mut self, expr: &Expr) -> bool {
        if let Expr::Lit(literal) = expr
            && let Lit::Bool(flag) = &literal.lit
        {
            return flag.value;
        }
        self.errors.help(
            expr.span(),
            format_args!("`{}` is neither `true` nor `false`", text_of(expr)),
            "write `bias = false`",
        );
        true
    }

    fn init(&mut self, expr: &Expr) -> Option<Ident> {
        if let Expr::Path(path) = expr
            && let Some(word) = path.path.get_ident()
        {
            let name = word.to_string();
            if INITS.contains(&name.as_str()) {
                return Some(word.clone());
            }
            let alias = [
                ("Kaiming", "He"),
                ("KaimingUniform", "HeUniform"),
                ("Xavier", "Glorot"),
                ("XavierUniform", "GlorotUniform"),
                ("Zero", "Zeros"),
            ];
            let ours = alias.iter().find(|(theirs, _)| *theirs == name).map(|&(_, ours)| ours);
            if let Some(ours) = ours.or_else(|| near_miss(&name, INITS)) {
                self.errors.help(
                    word.span(),
                    format_args!("unknown initialiser `{name}`"),
                    format_args!("did you mean `{ours}`?"),
                );
                return None;
            }
        }
        let what = format!("unknown initialiser `{}`", text_of(expr));
        self.errors.help(expr.span(), what, format_args!("the initialisers are {}", INITS.join(", ")));
        None
    }

    /// A number: a literal is judged here, any other expression by rustc, once.
    fn number(&mut self, expr: &Expr) -> TokenStream {
        let literal = match expr {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => &*unary.expr,
            other => other,
        };
        if let Expr::Lit(inner) = literal {
            match &inner.lit {
                Lit::Int(number) => {
                    let sign = if std::ptr::eq(literal, expr) { quote!() } else { quote!(-) };
                    let float: syn::LitFloat =
                        syn::LitFloat::new(&format!("{}.0", number.base10_digits()), number.span());
                    return quote!(#sign #float);
                }
                Lit::Float(_) => return quote!(#expr),
                other => {
                    let text = other.to_token_stream();
                    self.errors.help(
                        other.span(),
                        format_args!("`{text}` is no number"),
                        "write a number, for example `0.1`",
                    );
                    return quote!(0.0);
                }
            }
        }
        quote!(#expr)
    }

    fn rate(&mut self, expr: &Expr) -> TokenStream {
        let rate = self.number(expr);
        let literal = rate.to_string().replace([' ', '_'], "");
        match literal.parse::<f64>() {
            Ok(value) if (0.0..1.0).contains(&value) => rate,
            Ok(value) => {
                self.errors.help(
                    expr.span(),
                    format_args!("a dropout rate of {value} is outside 0..1"),
                    "the rate is the share of values that are dropped, for example `Dropout(0.5)`",
                );
                quote!(0.5)
            }
            Err(_) => {
                let core = &self.core;
                let name = format_ident!("__{}_rate_{}", self.name, self.constants.len());
                let checked = quote_spanned!(expr.span()=> #core::__private::rate(#expr));
                self.constants.push(Constant { name: name.clone(), value: ConstantValue::Rate(checked) });
                quote!(#name)
            }
        }
    }
}

enum Lookup {
    Entry(&'static Entry),
    /// A type of the user's own.
    Path,
    /// Reported.
    Unknown,
}

/// The arguments of one layer, matched with what it takes.
struct Arguments<'a> {
    entry: &'static Entry,
    span: Span,
    given: Vec<(&'static str, &'a Expr)>,
    missing_reported: bool,
}

impl<'a> Arguments<'a> {
    fn bare(entry: &'static Entry, span: Span) -> Self {
        Arguments { entry, span, given: Vec::new(), missing_reported: false }
    }

    fn of(entry: &'static Entry, span: Span, arguments: &'a [Argument], errors: &mut Errors) -> Self {
        let mut this = Arguments::bare(entry, span);
        this.span = span;
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = match &argument.name {
                None if at == 0 => entry.arguments.iter().find(|parameter| parameter.positional),
                None => None,
                Some(name) => entry.arguments.iter().find(|parameter| name == parameter.name),
            };
            match (parameter, &argument.name) {
                (Some(parameter), _) if this.given.iter().any(|(name, _)| *name == parameter.name) => {
                    let span = argument.name.as_ref().map_or_else(|| argument.value.span(), Ident::span);
                    errors.help(
                        span,
                        format_args!("`{}` is given twice", parameter.name),
                        format_args!("write `{}`", entry.example),
                    );
                }
                (Some(parameter), _) => this.given.push((parameter.name, &argument.value)),
                (None, Some(name)) => {
                    this.missing_reported = true;
                    unknown_argument(entry, name, errors);
                }
                (None, None) => {
                    this.missing_reported = true;
                    let text = text_of(&argument.value);
                    let help = match entry.arguments.iter().find(|parameter| !parameter.positional) {
                        Some(parameter) if !entry.arguments.is_empty() => {
                            format!("name it, for example `{} = {text}`", parameter.name)
                        }
                        _ => format!("write `{}`", entry.example),
                    };
                    let takes = if entry.arguments.iter().any(|parameter| parameter.positional) {
                        "one unnamed argument"
                    } else {
                        "no unnamed argument"
                    };
                    errors.help(argument.value.span(), format_args!("`{}` takes {takes}", entry.name), help);
                }
            }
        }
        this
    }

    fn get(&self, name: &str) -> Option<&'a Expr> {
        self.given.iter().find(|(given, _)| *given == name).map(|&(_, expr)| expr)
    }

    fn required(&self, name: &str, errors: &mut Errors) -> Option<&'a Expr> {
        let found = self.get(name);
        if found.is_none() && !self.missing_reported {
            let needs = self
                .entry
                .arguments
                .iter()
                .find(|parameter| parameter.name == name)
                .and_then(|parameter| parameter.required);
            errors.help(
                self.span,
                format_args!("`{}` needs {}", self.entry.name, needs.unwrap_or(name)),
                format_args!("write `{}`", self.entry.example),
            );
        }
        found
    }
}

fn unknown_argument(entry: &Entry, name: &Ident, errors: &mut Errors) {
    let names = || entry.arguments.iter().map(|parameter: &Parameter| parameter.name);
    let what = format!("`{}` has no argument `{name}`", entry.name);
    let help = match near_miss(&name.to_string(), names()) {
        Some(ours) => format!("did you mean `{ours}`?"),
        None if entry.arguments.is_empty() => format!("write `{}`", entry.example),
        None => format!("it takes {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    errors.help(name.span(), what, help);
}

/// Whether the next layer that changes values is ReLU-like.
fn relu_follows(lines: &[Line]) -> bool {
    for line in lines {
        let Line::Layer(layer) = line else { continue };
        match layer.word().and_then(|word| find(&word.to_string())).map(|entry| entry.kind) {
            Some(Kind::Dropout | Kind::Flatten | Kind::Reshape) => {}
            Some(Kind::Activation { relu_like, .. }) => return relu_like,
            Some(Kind::Prelu) => return true,
            _ => return false,
        }
    }
    false
}

fn literal(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok().filter(|&number| number > 0),
            _ => None,
        },
        _ => None,
    }
}

fn mentions(tokens: TokenStream, word: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

fn label_of(line: &LayerLine, layer: &str) -> String {
    line.name.as_ref().map_or_else(|| layer.to_string(), Ident::to_string)
}

/// An expression as the user wrote it, as far as tokens tell.
fn text_of(expr: &Expr) -> String {
    text_of_tokens(expr.to_token_stream())
}

fn text_of_tokens(tokens: TokenStream) -> String {
    tokens
        .to_string()
        .replace(" :: ", "::")
        .replace(":: <", "::<")
        .replace("< ", "<")
        .replace(" >", ">")
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
