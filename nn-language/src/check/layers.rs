//! Lines with a layer: known ones, and those of the user's own.

use super::arguments::Range;
use super::*;

impl Checker<'_> {
    pub(super) fn layer(
        &mut self,
        line: LayerLine,
        relu_next: bool,
        stated_next: Option<&Statement>,
        prefix: &str,
        sequence: &mut Sequence,
    ) {
        if matches!(line.body, Body::Missing) {
            return self.mend(line.name.as_ref(), stated_next, sequence);
        }
        // An own layer has a name and takes nothing; what a path resolves to no macro can see.
        let may_be_own = line.name.is_some() && matches!(line.body, Body::Bare);
        let entry = match line.word() {
            Some(word) => match self.known(word, may_be_own) {
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
            None => self.path_layer(line, stated_next, sequence),
        }
    }

    pub(super) fn known(&mut self, word: &Ident, may_be_own: bool) -> Lookup {
        let name = word.to_string();
        if let Some(entry) = find(&name) {
            return Lookup::Entry(entry);
        }
        let alias = ALIASES.iter().find(|(theirs, _)| *theirs == name).map(|&(_, ours)| ours);
        if let Some(ours) = alias.or_else(|| near_miss(&name, CATALOG.iter().map(|entry| entry.name))) {
            let own = match may_be_own && name.starts_with(char::is_uppercase) {
                true => format!(" a layer of your own is written `self::{name}`"),
                false => String::new(),
            };
            self.errors.help(
                word.span(),
                format_args!("unknown layer `{name}`"),
                format_args!("did you mean `{ours}`?{own}"),
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
    pub(super) fn mend(&mut self, name: Option<&Ident>, stated_next: Option<&Statement>, sequence: &mut Sequence) {
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

    pub(super) fn known_layer(
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
        if let Some(limit) = &line.unroll
            && entry.kind != Kind::Dense
            && !entry.kind.is_block()
        {
            let what = format!("`{}` has no loop to write out", entry.name);
            self.errors.help(limit, what, format_args!("remove `#[unroll({})]`", text_of(limit)));
        }
        let name = line.name.clone().unwrap_or_else(|| format_ident!("unnamed_{}", sequence.table.len(), span = span));
        if entry.kind.is_block() {
            return self.block(entry, line, name, stated_next, prefix, sequence);
        }
        let arguments = match &line.body {
            Body::Bare | Body::Missing => Arguments::bare(entry, span),
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
        let label = plain(&name);
        match entry.kind {
            Kind::Dense => {
                // If not, that is said, and the layer goes on as if they were.
                self.takes_features(entry, span, sequence);
                let Some(outputs) = arguments.required("outputs", self.errors) else {
                    return self.mend(line.name.as_ref(), stated_next, sequence);
                };
                let at = ends(outputs);
                let outputs = self.size(outputs, &label, "a number of outputs");
                let inputs = sequence.shape.sizes().unwrap_or_default();
                let outputs = self.addressable(vec![outputs], inputs, &label, "weights", at).remove(0);
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
                let (scalar, shape) = (self.scalar.clone(), sequence.shape.tokens(&core));
                let layer_type = quote!(#core::layer::#word<#scalar, #shape>);
                let prelu = entry.kind == Kind::Prelu;
                let first_values = match (arguments.get("mean"), arguments.get("scale")) {
                    (None, None) => FirstValues::Own,
                    (mean, scale) => {
                        let mean = mean.map_or(quote!(0.0), |mean| self.judged_number("mean", Range::Finite, mean));
                        let scale =
                            scale.map_or(quote!(1.0), |scale| self.judged_number("scale", Range::Positive, scale));
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
                let head = if prelu {
                    let kind = &step.layer_type;
                    sequence.head.then(&core, &Head::Plain(quote!(<#kind as #core::Layer<#scalar>>::Head)))
                } else {
                    sequence.head.changed(&core)
                };
                self.push_layer(step, line.frozen, entry.name.to_string(), head, span, sequence);
            }
            Kind::Dropout => {
                let Some(rate) = arguments.required("rate", self.errors) else { return };
                let text = format!("Dropout({})", text_of(rate));
                let rate = self.judged_number("rate", Range::Share, rate);
                sequence.steps.push(Step::Dropout(quote!(#core::layer::Dropout { rate: #rate })));
                sequence.head = sequence.head.changed(&core);
                self.bare_line(&line, text, sequence);
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
                if matches!(entry.name, "Softmax" | "LogSoftmax") {
                    if !self.takes_features(entry, span, sequence) {
                        return;
                    }
                    self.takes_several(entry, span, sequence);
                    self.takes_raw(entry, span, sequence);
                }
                let word = Ident::new(entry.name, span);
                let kind = quote!(#core::layer::#word);
                let mut text = entry.name.to_string();
                let fields: Vec<_> = entry
                    .arguments
                    .iter()
                    .map(|parameter| {
                        let name = format_ident!("{}", parameter.name);
                        let default = parameter.default;
                        let number = arguments.get(parameter.name);
                        let number = number
                            .map_or(quote!(#default), |expr| self.judged_number(parameter.name, Range::Finite, expr));
                        quote!(#name: #number)
                    })
                    .collect();
                let value = if fields.is_empty() { kind.clone() } else { quote!(#kind { #(#fields),* }) };
                if !arguments.given.is_empty() {
                    let list: Vec<_> =
                        arguments.given.iter().map(|(name, expr)| format!("{name} = {}", text_of(expr))).collect();
                    text = format!("{}({})", entry.name, list.join(", "));
                }
                sequence.head = if fused {
                    Head::Probabilities(entry.name)
                } else {
                    sequence.head.then(&core, &Head::Plain(quote!(#core::layer::#word)))
                };
                sequence.steps.push(Step::Activation { value, name: entry.name, reads_input, fused });
                sequence.producer = (label_of(&line, entry.name), span);
                self.bare_line(&line, text, sequence);
            }
            Kind::Chain | Kind::Residual | Kind::Sum | Kind::Concat => {}
        }
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn push_dense(
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
    pub(super) fn push_dense_at(
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
        let linear = Head::linear(core);
        self.push_layer(step, frozen, text, linear, span, sequence);
    }

    /// Adds a layer with a field, frozen if that is asked for.
    pub(super) fn push_layer(
        &mut self,
        mut step: LayerStep,
        frozen: Option<Span>,
        text: String,
        head: Head,
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
            name: plain(&step.field),
            layer: text,
            shape: step.output.clone(),
            layer_type: Some(step.layer_type.clone()),
        });
        sequence.shape = step.output.clone();
        sequence.head = head;
        sequence.producer = (step.field.to_string(), span);
        sequence.steps.push(Step::Layer(Box::new(step)));
    }

    pub(super) fn bare_line(&self, line: &LayerLine, layer: String, sequence: &mut Sequence) {
        let name = line.name.as_ref().map(plain).unwrap_or_default();
        sequence.table.push(TableLine { name, layer, shape: sequence.shape.clone(), layer_type: None });
    }

    /// Softmax of probabilities is hardly more than equal shares.
    fn takes_raw(&mut self, entry: &Entry, span: Span, sequence: &Sequence) {
        match &sequence.head {
            Head::Probabilities(before) | Head::Outside(before) => {
                let name = entry.name;
                let what = format!("`{name}` stands behind `{before}`, which makes probabilities already");
                self.errors.help(span, what, "remove one of the two");
            }
            // Of a layer that is a parameter nothing is known.
            Head::Opaque(head) if self.of_parameter(head) => {}
            Head::Opaque(head) => {
                let (core, head) = (&self.core, respan(head.clone(), span));
                let raw = quote!(#core::__private::raw(::core::marker::PhantomData::<#head>););
                self.witnesses.push(Witness::Call(respan(raw, span)));
            }
            Head::Plain(_) | Head::Changed(_) => {}
        }
    }

    /// Whether tokens mention a parameter of the network beside its scalar and its sizes.
    fn of_parameter(&self, tokens: &TokenStream) -> bool {
        let sizes = |word: &Ident| self.sizes.iter().any(|size| size.ident == *word);
        let others = self.parameters.iter().filter(|word| !self.scalar.is_ident(*word) && !sizes(word));
        others.into_iter().any(|word| mentions(tokens.clone(), word))
    }

    /// Softmax over one output says nothing.
    fn takes_several(&mut self, entry: &Entry, span: Span, sequence: &Sequence) {
        let (always, instead) = if entry.name == "Softmax" { (1, "Sigmoid") } else { (0, "LogSigmoid") };
        let what = format!("`{}` over one output is always {always}", entry.name);
        let size = match &sequence.shape {
            Shape::Sizes(sizes) => match sizes.as_slice() {
                [Size::Known(1, _)] => return self.errors.help(span, what, format_args!("write `{instead}`")),
                [Size::Known(..)] | [] => return,
                [size, ..] => size.tokens(),
            },
            Shape::Opaque(shape, _) => {
                let core = &self.core;
                quote!(<#shape as #core::Shape>::LEN)
            }
        };
        let (core, text) = (&self.core, format!("{what}; write `{instead}`"));
        let check = call(quote!(#core::__private::several), quote!(#size, #text), (span, span));
        let name = format_ident!("OUTPUTS_OF_{}", entry.name.to_uppercase());
        self.witnesses.push(Witness::Value(name, check));
    }

    /// A layer or network of the user's own.
    pub(super) fn path_layer(&mut self, line: LayerLine, stated_next: Option<&Statement>, sequence: &mut Sequence) {
        let span = line.span();
        if !self.has_input {
            return self.mend(line.name.as_ref(), stated_next, sequence);
        }
        if let Some(sizes) = sizes_of_shape(&line.path) {
            let (shape, scalar) = (text_of_tokens(line.path.to_token_stream()), &self.scalar_text);
            return self.errors.help(
                &line.path,
                format_args!("a shape is stated as an array, not as `{shape}`"),
                format_args!("write `[{scalar}; {sizes}]`"),
            );
        }
        if let Some(limit) = &line.unroll {
            let what = "a layer of your own decides itself which loops are written out";
            self.errors.help(limit, what, format_args!("remove `#[unroll({})]`", text_of(limit)));
        }
        match &line.body {
            Body::Bare | Body::Missing => {}
            Body::Arguments { .. } | Body::Block { .. } if line.word().is_some() => {
                // A word that is written like a layer of this library, and is none.
                let names: Vec<_> = CATALOG.iter().map(|entry| entry.name).collect();
                let help = format!("the layers are {}; one of your own takes no arguments", names.join(", "));
                return self.errors.help(
                    &line.path,
                    format_args!("unknown layer `{}`", text_of_tokens(line.path.to_token_stream())),
                    help,
                );
            }
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
        let alias = Ident::new(&format!("__{}_{}_{}", plain(&self.name), plain(&field), self.aliases.len()), span);
        let (core, scalar) = (self.core.clone(), self.scalar.clone());
        let layer_type = self.judged(&alias, &line.path, stated_next, sequence);
        let taken = quote!(<#layer_type as #core::Layer<#scalar>>::In);
        let given = sequence.shape.tokens(&core);
        self.witness("enter", sequence.producer.1, given, taken.clone(), ends(&line.path));
        let label = plain(&field);
        let question = quote!(#core::__private::consistent::<#scalar, #layer_type>);
        let check = format_ident!("PARAMETERS_OF_{}", label.to_uppercase());
        self.witnesses.push(Witness::Value(check, call(question, quote!(#label), ends(&line.path))));
        let output = quote!(<#layer_type as #core::Layer<#scalar>>::Out);
        let mixes = self.examples(&alias, &line.path).map(|examples| {
            let probes =
                examples.iter().map(|(scalar, example)| quote!(#core::__private::Probe::<#scalar, #example>::MIXES));
            quote!({ use #core::__private::Otherwise as _; #(#probes)&&* })
        });
        let head = sequence.head.behind(&core, quote!(<#layer_type as #core::Layer<#scalar>>::Head), mixes);
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
        self.push_layer(step, line.frozen, path, head, span, sequence);
    }

    /// The type of a layer of the user's own, if it is a layer that can stand in a network; one that takes its place, if not. So
    /// only the witnesses fail, at the user's path.
    fn judged(
        &mut self,
        alias: &Ident,
        path: &Path,
        stated_next: Option<&Statement>,
        sequence: &Sequence,
    ) -> TokenStream {
        let (core, scalar) = (self.core.clone(), self.scalar.clone());
        let private = quote!(#core::__private);
        let written = self.alias(alias.clone(), path.to_token_stream());
        let examples = self.examples(alias, path);
        let question = match self.generic_scalar() {
            Some(generic) if examples.is_some() && !mentions(path.to_token_stream(), generic) => {
                quote!(#private::runs_on_all::<#written>)
            }
            _ => quote!(#private::runs::<#scalar, #written>),
        };
        self.ask(question, ends(path));
        let Some(examples) = examples else { return written };
        let taken = sequence.shape.tokens(&core);
        let given = stated_next.and_then(|statement| self.provable(statement));
        let given = given.map_or(taken.clone(), |(shape, _)| shape.tokens(&core));
        let judged = |fact: TokenStream| {
            let probes = examples.iter().map(|(scalar, example)| quote!(#private::Probe::<#scalar, #example>::#fact));
            quote!(#private::Judged<#written, #private::Absent<#taken, #given>, { use #private::Otherwise as _; #(#probes)&&* }>)
        };
        let (layer, whole) = (judged(quote!(LAYER)), judged(quote!(WHOLE)));
        self.ask(quote!(#private::derived::<#layer>), ends(path));
        self.alias(format_ident!("{alias}_judged"), whole)
    }

    /// A call of a function whose bounds rustc judges, at the user's path.
    pub(super) fn ask(&mut self, question: TokenStream, at: (Span, Span)) {
        let call = call(question, quote!(), at);
        self.witnesses.push(Witness::Call(quote!(#call;)));
    }

    /// The scalar, if it is a parameter of the network.
    fn generic_scalar(&self) -> Option<&Ident> {
        self.scalar.get_ident().filter(|scalar| self.parameters.contains(scalar))
    }

    /// What a path is tried with to find out whether it is a layer, where constants cannot be generic: scalar and type.
    fn examples(&self, alias: &Ident, path: &Path) -> Option<Vec<(TokenStream, TokenStream)>> {
        let generic = self.generic_scalar();
        if !self.bounds_are_plain && generic.is_some_and(|scalar| mentions(path.to_token_stream(), scalar)) {
            return None;
        }
        let scalars = match generic {
            Some(_) => vec![quote!(f32), quote!(f64)],
            None => vec![self.scalar.to_token_stream()],
        };
        let example = |scalar: TokenStream| {
            let mentioned = self.parameters.iter().filter(|word| mentions(path.to_token_stream(), word));
            let arguments = mentioned.map(|word| match self.sizes.iter().any(|size| size.ident == *word) {
                true => Some(quote!(1)),
                false => (Some(word) == generic).then(|| scalar.clone()),
            });
            let arguments: Vec<_> = arguments.collect::<Option<_>>()?;
            let arguments = if arguments.is_empty() { quote!() } else { quote!(<#(#arguments),*>) };
            Some((scalar, quote!(#alias #arguments)))
        };
        scalars.into_iter().map(example).collect()
    }

    /// `type NAME<…> = …;` with the generic parameters that are mentioned; the type as it is named from then on.
    fn alias(&mut self, name: Ident, path: TokenStream) -> TokenStream {
        let mentioned = |parameter: &&Ident| mentions(path.clone(), parameter);
        let parameters: Vec<_> = self.parameters.iter().filter(mentioned).cloned().collect();
        let arguments = if parameters.is_empty() { quote!() } else { quote!(<#(#parameters),*>) };
        let named = quote!(#name #arguments);
        self.aliases.push(Alias { name, parameters, path });
        named
    }
}

/// The sizes in `Features<4>` or `Series<8, 4>`, as they are stated.
fn sizes_of_shape(path: &Path) -> Option<String> {
    let last = path.segments.last()?;
    let syn::PathArguments::AngleBracketed(sizes) = &last.arguments else { return None };
    let text = text_of_tokens(sizes.args.to_token_stream());
    match (last.ident.to_string().as_str(), sizes.args.len()) {
        ("Features", 1) => Some(text),
        ("Series", 2) | ("Image", 3) => Some(format!("({text})")),
        _ => None,
    }
}

pub(super) enum Lookup {
    Entry(&'static Entry),
    /// A type of the user's own.
    Path,
    /// Reported.
    Unknown,
}

/// Whether the next layer that changes values is ReLU-like.
pub(super) fn relu_follows(lines: &[Line]) -> bool {
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
