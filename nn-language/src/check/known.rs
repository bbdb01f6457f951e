//! Layers of the catalogue: what their entries say, done.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Expr;

use super::arguments::{Arguments, Setting, Settings};
use super::checker::{Around, Checker, Sequence, label_of};
use super::elsewhere::written;
use super::size::literal;
use super::windows::{Place, Placed};
use crate::catalogue::dense::{DENSE, OUTPUTS};
use crate::catalogue::{Channels, Entry, Field, First, Gives, Means, Stands, Takes, TypeArgument, Weights, find};
use crate::declaration::{Body, LayerLine, Line, Statement};
use crate::head::Head;
use crate::model::{AtOnce, FirstValues, LayerNode, Op, Rhythm, TableLine, Witness};
use crate::names::{plain, text_of};
use crate::shape::{Shape, call, mentions, respan};
use crate::size::Size;

/// A layer of the catalogue as it stands in a line.
struct Known<'a> {
    entry: &'static Entry,
    /// Where it is named.
    span: Span,
    settings: Settings,
    /// The window that it goes over an image or a series with.
    window: Option<Placed>,
    frozen: Option<Span>,
    unroll: Option<&'a Expr>,
}

impl Checker<'_> {
    pub(super) fn known_layer(
        &mut self,
        entry: &'static Entry,
        line: LayerLine,
        around: &Around,
        sequence: &mut Sequence,
    ) {
        let span = line.span();
        self.stands_right(entry, &line);
        let name = line.name.clone().unwrap_or_else(|| format_ident!("unnamed_{}", sequence.unnamed(), span = span));
        if let Some(block) = entry.block() {
            return self.block(entry, block, line, name, around, sequence);
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
        // If what comes in is wrong, that is said, and the layer goes on as if it were right.
        if !self.may_enter(entry, span, sequence) {
            self.as_if_taken(entry.takes, sequence);
            if entry.takes == Takes::Indices {
                return;
            }
        }
        let label = line.name.as_ref().map_or_else(|| entry.name.to_string(), plain);
        if line.frozen.is_none() && entry.field().is_some_and(|field| field.of_batch) {
            self.takes_batches(entry, span, sequence);
        }
        match self.settings(&arguments, &label, around.weights, sequence) {
            Some(settings) => {
                let own = line.unroll.clone().filter(|_| entry.has_loops()).map(|limit| self.limit(limit));
                let unroll = own.or(self.unroll.clone());
                let mut known =
                    Known { entry, span, settings, window: None, frozen: line.frozen, unroll: unroll.as_ref() };
                let shape = self.given(&mut known, &arguments, &label, around.stated_next, sequence);
                self.put(&known, &name, &line, shape, sequence);
            }
            None if entry.owns_values() => self.mend(line.name.as_ref(), around.stated_next, sequence),
            None => {}
        }
    }

    /// Stands in for a layer that is wrong: a dense layer of the shape that is stated next, so that the name exists.
    pub(super) fn mend(&mut self, name: Option<&Ident>, stated_next: Option<&Statement>, sequence: &mut Sequence) {
        let output = match stated_next {
            Some(statement) if statement.sizes.len() == 1 => literal(&statement.sizes[0]).map(Size::computed),
            _ => None,
        };
        if let (Some(name), Shape::Sizes(sizes)) = (name, &sequence.shape)
            && let [size] = sizes.as_slice()
        {
            let settings = Settings::of(OUTPUTS, Setting::Size(output.unwrap_or_else(|| size.clone())));
            let shape = Shape::features(settings.size(OUTPUTS));
            let dense = Known { entry: &DENSE, span: name.span(), settings, window: None, frozen: None, unroll: None };
            self.field(&dense, name, shape, sequence);
        } else if let Some(output) = output {
            sequence.push(Op::View, Shape::features(output));
        }
    }

    /// Judges what stands around the name of a layer.
    fn stands_right(&mut self, entry: &Entry, line: &LayerLine) {
        let (has_values, is_block) = (entry.owns_values(), entry.block().is_some());
        if has_values && line.name.is_none() {
            let name = self.words.free(&entry.name.to_lowercase());
            let text = written(entry, &line.body).unwrap_or(entry.example.to_string());
            self.errors.help(
                line.span(),
                format_args!("`{}` owns parameters and needs a name", entry.name),
                format_args!("write `{name}: {text}`"),
            );
        }
        if let Some(frozen) = line.frozen
            && !(has_values || is_block)
        {
            self.errors.help(
                frozen,
                format_args!("`{}` has no parameters to freeze", entry.name),
                "remove `#[frozen]`",
            );
        }
        if let Some(limit) = &line.unroll
            && !(entry.has_loops() || is_block)
        {
            let what = format!("`{}` has no loop to write out", entry.name);
            self.errors.help(limit, what, format_args!("remove `#[unroll({})]`", text_of(limit)));
        }
    }

    /// Whether what stands before a layer may come in.
    fn may_enter(&mut self, entry: &Entry, span: Span, sequence: &mut Sequence) -> bool {
        if !self.takes_shape(entry, span, sequence) {
            return false;
        }
        if let Means::Classes { alone, instead } = entry.means {
            self.takes_several(entry, (alone, instead), span, sequence);
            self.takes_raw(entry, span, sequence);
        }
        true
    }

    /// Puts a layer behind what stands there.
    fn put(&mut self, known: &Known, name: &Ident, line: &LayerLine, shape: Shape, sequence: &mut Sequence) {
        let Known { entry, span, settings, .. } = known;
        let op = match entry.stands {
            Stands::Field(_) => return self.field(known, name, shape, sequence),
            Stands::Type(_) => {
                let shown = line.name.as_ref().map(plain).unwrap_or_default();
                let name = format_ident!("at_{}", sequence.graph.nodes.len(), span = *span);
                self.field(known, &name, shape, sequence);
                if let Some(line) = sequence.table.last_mut() {
                    line.name = shown;
                }
                sequence.producer = (label_of(line, entry.name), *span);
                return;
            }
            Stands::Value(reads) => {
                let numbers = entry.arguments.iter().map(|parameter| settings.number(parameter.name)).collect();
                Op::Activation { value: self.value(entry, *span, settings), entry, settings: numbers, reads }
            }
            Stands::View => Op::View,
            Stands::Masks => Op::Dropout(self.value(entry, *span, settings)),
            Stands::Block(_) => return,
        };
        let (core, word) = (&self.core, Ident::new(entry.name, *span));
        if matches!(op, Op::View) {
            sequence.head = sequence.head.viewed(&sequence.shape, &shape);
        }
        sequence.head = sequence.head.behind_known(core, entry, quote!(#core::layer::#word));
        // What is only masked is still what the layer before made.
        if !matches!(op, Op::Dropout(_)) {
            sequence.producer = (label_of(line, entry.name), *span);
        }
        sequence.push(op, shape);
        let name = line.name.as_ref().map(plain).unwrap_or_default();
        let (layer, shape) = (settings.text(entry), sequence.shape.clone());
        sequence.table.push(TableLine { name, layer, shape, layer_type: None });
    }

    /// The shape a layer gives; of a window, where it begins too.
    fn given(
        &mut self,
        known: &mut Known,
        arguments: &Arguments,
        label: &str,
        stated_next: Option<&Statement>,
        sequence: &Sequence,
    ) -> Shape {
        match known.entry.gives {
            Gives::Same | Gives::OfLines => sequence.shape.clone(),
            Gives::Features(argument) => Shape::features(known.settings.size(argument)),
            Gives::Embedded(argument) => {
                let steps = match &sequence.shape {
                    Shape::Indices(steps, _) => steps.clone(),
                    _ => Size::computed(1),
                };
                Shape::Sizes(vec![steps, known.settings.size(argument)])
            }
            Gives::Steps(argument) => {
                let (core, size) = (&self.core, known.settings.size(argument));
                match &sequence.shape {
                    Shape::Sizes(sizes) => {
                        Shape::Sizes(vec![sizes.first().cloned().unwrap_or(Size::computed(1)), size])
                    }
                    Shape::Indices(steps, _) => Shape::Sizes(vec![steps.clone(), size]),
                    Shape::Opaque(given, _) => {
                        let size = size.tokens();
                        Shape::Opaque(quote!(<#given as #core::Steps>::With<#size>), label.to_string())
                    }
                }
            }
            Gives::Pooled => match &sequence.shape {
                Shape::Sizes(sizes) => Shape::features(sizes.last().cloned().unwrap_or(Size::computed(1))),
                Shape::Indices(..) => Shape::features(Size::computed(1)),
                Shape::Opaque(given, _) => {
                    let core = &self.core;
                    Shape::Opaque(quote!(<#given as #core::Shape>::Pooled), label.to_string())
                }
            },
            Gives::Windows { channels, window, tiles, .. } => {
                let channels_first = self.channels_first(sequence);
                let place = Place { label, at: arguments.place(window), argument: window, channels_first };
                self.under_window(known, channels, (window, tiles), place, stated_next, sequence)
            }
            Gives::Flattened => self.flattened(known.entry, known.span, stated_next, sequence),
            Gives::Reshaped(argument) => known.settings.shape(argument),
        }
    }

    /// The input with its channels last, if they seem to stand first: few of what would be rows or steps, and many of all others.
    fn channels_first(&self, sequence: &Sequence) -> Option<String> {
        let [first, others @ ..] = sequence.shape.sizes()? else { return None };
        let seems = sequence.graph.nodes.is_empty()
            && first.known().is_some_and(|first| first <= 4)
            && others.iter().all(|other| other.known().is_some_and(|other| other > 4));
        let sizes: Vec<String> = others.iter().chain([first]).map(Size::text).collect();
        seems.then(|| format!("[{}; ({})]", self.scalar_text, sizes.join(", ")))
    }

    /// What a window makes of an image or a series.
    fn under_window(
        &mut self,
        known: &mut Known,
        channels: Channels,
        window: (&'static str, bool),
        place: Place,
        stated_next: Option<&Statement>,
        sequence: &Sequence,
    ) -> Shape {
        let axes = if known.entry.takes == Takes::Series { 1 } else { 2 };
        let mut of = match sequence.shape.sizes() {
            Some(sizes) if sizes.len() == axes + 1 => sizes.to_vec(),
            _ => vec![Size::computed(1); axes + 1],
        };
        let before = of.pop().unwrap_or(Size::computed(1));
        let channels = match channels {
            Channels::Same => before,
            Channels::Of(argument) => known.settings.size(argument),
            Channels::Times(argument) => self.times((&before, &known.settings.size(argument)), known.span, &place),
        };
        let window = self.window_of(&known.settings, window, axes);
        let (window, counts) = self.windows(window, &of, &place);
        let shape = match counts.iter().cloned().collect::<Option<Vec<Size>>>() {
            Some(mut sizes) => {
                sizes.push(channels);
                Shape::Sizes(self.addressable(sizes, &[], place.label, "values", place.at))
            }
            None => {
                let stated = stated_next.and_then(|statement| self.provable(statement));
                let stated = stated.filter(|(shape, _)| shape.sizes().is_some_and(|sizes| sizes.len() == axes + 1));
                let mut sizes: Vec<Size> = match stated {
                    Some((shape, at)) => {
                        let stated: Vec<Size> = shape.sizes().unwrap_or_default().iter().take(axes).cloned().collect();
                        self.states_windows(&window, &of, &stated, &place, at);
                        stated
                    }
                    None => {
                        let what = format!(
                            "the shape behind `{}` follows from generic parameters and has to be stated",
                            place.label
                        );
                        let help = match axes {
                            1 => {
                                "state it on the next line, for example `heard: [f32; (HEARD, 8)],` with `const HEARD: usize`"
                            }
                            _ => {
                                "state it on the next line, for example `whole: [f32; (ROWS, COLUMNS, 8)],` with `const ROWS: usize`"
                            }
                        };
                        self.errors.help(known.span, what, help);
                        counts.into_iter().map(|count| count.unwrap_or(Size::computed(1))).collect()
                    }
                };
                sizes.push(channels);
                Shape::Sizes(sizes)
            }
        };
        known.window = Some(window);
        shape
    }

    /// Puts a layer of nn-core that has a type of its own behind what stands there.
    fn field(&mut self, known: &Known, name: &Ident, output: Shape, sequence: &mut Sequence) {
        let Known { entry, span, settings, frozen, .. } = known;
        let Some(field) = entry.field() else { return };
        let layer_type = self.layer_type(known, &field, &sequence.shape, &output, false);
        let with_bias = field.may_have_bias().then(|| self.layer_type(known, &field, &sequence.shape, &output, true));
        let (core, scalar) = (&self.core, &self.scalar);
        let own = quote!(<#layer_type as #core::Layer<#scalar>>::Head);
        let head = sequence.head.behind_known(core, entry, own.clone());
        let layer = LayerNode {
            field: name.clone(),
            within: Vec::new(),
            block: None,
            docs: Vec::new(),
            entry: Some(entry),
            layer_type,
            head: Head::linear(core).behind_known(core, entry, own),
            reads: field.reads,
            frozen: false,
            may_train: field.trains,
            has_tape: field.keeps_tape,
            input_type: None,
            first_values: first_values(field.first, settings),
            is_field: entry.owns_values(),
            at_once: known.window.as_ref().map_or(AtOnce::Alone, |window| at_once(entry, window)),
            rhythm: known.window.as_ref().map_or(Some(Rhythm::EACH), Placed::rhythm),
            with_bias,
        };
        self.push_layer((layer, output), *frozen, settings.text(entry), head, *span, sequence);
    }

    /// The type of a layer, `with_bias` whatever its flags say.
    fn layer_type(&self, known: &Known, field: &Field, input: &Shape, output: &Shape, with_bias: bool) -> TokenStream {
        let (core, settings, word) = (&self.core, &known.settings, Ident::new(known.entry.name, known.span));
        let (mut arguments, mut needed) = (Vec::new(), 0);
        for argument in field.type_arguments {
            let (tokens, is_default) = match *argument {
                TypeArgument::Scalar => (self.scalar.to_token_stream(), false),
                TypeArgument::Input => (input.tokens(core), false),
                TypeArgument::Size(size) => (settings.size(size).tokens(), false),
                TypeArgument::SizeIf(size, flag) if with_bias || settings.flag(flag) => {
                    (settings.size(size).tokens(), true)
                }
                TypeArgument::SizeIf(..) => (quote!(0), false),
                TypeArgument::Output => (output.tokens(core), false),
                TypeArgument::Window => {
                    (known.window.as_ref().map(|window| window.tokens(core)).unwrap_or_default(), false)
                }
                TypeArgument::SizeOrNone(size, flag) if with_bias || settings.flag(flag) => {
                    (settings.size(size).tokens(), false)
                }
                TypeArgument::ChannelsOrNone(flag) if with_bias || settings.flag(flag) => {
                    (output.sizes().and_then(<[Size]>::last).map(Size::tokens).unwrap_or_default(), false)
                }
                TypeArgument::SizeOrNone(..) | TypeArgument::ChannelsOrNone(..) => (quote!(0), false),
                TypeArgument::Flag(flag) => {
                    let is_set = settings.flag(flag);
                    (quote!(#is_set), !is_set)
                }
                TypeArgument::ByWord(argument, numbers) => {
                    let at = settings.word(argument);
                    let number = Literal::usize_unsuffixed(numbers.get(at).copied().unwrap_or_default());
                    (quote!(#number), at == 0)
                }
                TypeArgument::Bits(argument) => {
                    let number = settings.number(argument);
                    (quote!({ f64::to_bits(#number) }), !settings.is_given(argument))
                }
                TypeArgument::Unroll => known.unroll.map_or((quote!(), true), |limit| (quote!({ #limit }), false)),
            };
            arguments.push(tokens);
            needed = if is_default { needed } else { arguments.len() };
        }
        arguments.truncate(needed);
        quote!(#core::layer::#word<#(#arguments),*>)
    }

    /// A layer that is a value, with its arguments as fields.
    fn value(&self, entry: &Entry, span: Span, settings: &Settings) -> TokenStream {
        let (core, word) = (&self.core, Ident::new(entry.name, span));
        let fields = entry.arguments.iter().map(|parameter| {
            let (name, number) = (format_ident!("{}", parameter.name), settings.number(parameter.name));
            quote!(#name: #number)
        });
        let fields = if entry.arguments.is_empty() { quote!() } else { quote!({ #(#fields),* }) };
        quote!(#core::layer::#word #fields)
    }

    /// Softmax of probabilities is hardly more than equal shares.
    fn takes_raw(&mut self, entry: &Entry, span: Span, sequence: &Sequence) {
        match &sequence.head {
            Head::Probabilities(before) | Head::Outside(before) => {
                let (name, before) = (entry.name, before.name);
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
    fn takes_several(&mut self, entry: &Entry, (alone, instead): (u8, &str), span: Span, sequence: &Sequence) {
        let what = format!("`{}` over one output is always {alone}", entry.name);
        let size = match &sequence.shape {
            Shape::Sizes(sizes) => match sizes.as_slice() {
                [.., Size::Known(1, _)] => return self.errors.help(span, what, format_args!("write `{instead}`")),
                [.., Size::Known(..)] | [] => return,
                [.., size] => size.tokens(),
            },
            Shape::Indices(..) => return,
            Shape::Opaque(shape, _) => {
                let core = &self.core;
                quote!(#core::__private::last_size::<#shape>())
            }
        };
        let (core, text) = (&self.core, format!("{what}; write `{instead}`"));
        let check = call(quote!(#core::__private::several), quote!(#size, #text), (span, span));
        let name = format_ident!("OUTPUTS_OF_{}", entry.name.to_uppercase());
        self.witnesses.push(Witness::Value(name, check));
    }
}

/// How the values of a field are set at first.
fn first_values(first: First, settings: &Settings) -> FirstValues {
    match first {
        First::Drawn(argument) => settings.initialiser(argument).map_or(FirstValues::Own, FirstValues::Draw),
        First::Set(arguments) if arguments.iter().any(|argument| settings.is_given(argument)) => {
            FirstValues::Set(arguments.iter().map(|argument| settings.number(argument)).collect())
        }
        First::Then(method, argument) if settings.is_given(argument) => {
            FirstValues::Then(method, settings.number(argument))
        }
        First::Own | First::Set(_) | First::Then(..) => FirstValues::Own,
    }
}

/// What a layer with a window can do together with its neighbours.
fn at_once(entry: &Entry, window: &Placed) -> AtOnce {
    match (entry.stands, entry.gives) {
        (Stands::Field(_), Gives::Windows { at_once: true, .. }) => AtOnce::Maps,
        (Stands::Type(_), Gives::Windows { at_once: true, .. }) if window.tiles() => AtOnce::Pools,
        _ => AtOnce::Alone,
    }
}

/// How weights before these lines are drawn: as the next layer that changes values says.
pub(super) fn weights_before(lines: &[Line]) -> Weights {
    let layers = lines.iter().filter_map(|line| match line {
        Line::Layer(layer) => Some(layer),
        Line::Statement(_) => None,
    });
    let known = |layer: &LayerLine| layer.word().and_then(|word| find(&word.to_string()));
    let mut weights = layers.map(|layer| known(layer).map_or(Weights::Glorot, |entry| entry.before));
    weights.find(|weights| *weights != Weights::AsNext).unwrap_or(Weights::Glorot)
}
