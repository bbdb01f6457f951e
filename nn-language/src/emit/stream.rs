//! A network over a series, frame by frame: the same nodes, each on one step, with what a layer remembers in a struct of its own.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::buffers::here;
use super::context::Context;
use super::forward::{Pass, straight_line};
use crate::catalogue::{Gives, Reads, Takes};
use crate::head::Head;
use crate::model::{AtOnce, FirstValues, Graph, LayerNode, Node, Op, Rhythm, Unit, UnitKind};
use crate::plan::{Part, Plan};
use crate::shape::{Shape, mentions, respan};
use crate::size::Size;

/// What a unit does with one step of a series.
struct Frames {
    /// The nodes, with the shape of one step for every series.
    graph: Graph,
    /// Which values come step by step.
    moving: Vec<bool>,
    /// When values come; nothing where the macro cannot tell.
    rhythms: Vec<Option<Rhythm>>,
    /// What is remembered: the name, the type, and whether it is one of a field.
    states: Vec<(Ident, TokenStream, bool)>,
    /// What has to go along a series, and may not.
    bounds: Vec<TokenStream>,
}

/// The shape of one step.
fn frame(context: &Context, shape: &Shape) -> Shape {
    let core = context.core;
    match shape {
        Shape::Sizes(sizes) => Shape::features(sizes.last().cloned().unwrap_or(Size::computed(1))),
        Shape::Opaque(shape, name) => Shape::Opaque(quote!(<#shape as #core::Shape>::Pooled), name.clone()),
        Shape::Indices(_, index) => Shape::Opaque(index.clone(), String::new()),
    }
}

impl Frames {
    /// Nothing if what comes in is no series.
    fn new(context: &Context, unit: &Unit) -> Option<Self> {
        match unit.graph.input() {
            Shape::Sizes(sizes) if sizes.len() == 2 => {}
            Shape::Indices(..) => {}
            _ => return None,
        }
        let mut moving = vec![false; unit.graph.values.len()];
        moving[0] = true;
        let rhythms = vec![Some(Rhythm::EACH); moving.len()];
        let (states, bounds) = (Vec::new(), Vec::new());
        let mut frames = Frames { graph: unit.graph.clone(), moving, rhythms, states, bounds };
        for (at, node) in unit.graph.nodes.iter().enumerate() {
            // A step is not added to a whole series, nor put beside one.
            let is_joined = unit.graph.nodes[..at].iter().any(|before| before.to == node.to);
            let together = node.from.iter().copied().chain(is_joined.then_some(node.to));
            if together.into_iter().any(|value| frames.moving[value] != frames.moving[node.from[0]]) {
                return None;
            }
            let is_of_steps = frames.moving[node.from[0]];
            let mut rhythm = frames.rhythms[node.from[0]];
            let others = node.from.iter().skip(1).copied().chain(is_joined.then_some(node.to));
            for other in others {
                rhythm = Some(rhythm?.with(frames.rhythms[other]?, is_of_steps)?);
            }
            frames.rhythms[node.to] = rhythm;
            // What takes features cannot stand behind a series, whatever is known of that.
            let takes_all = match (&node.op, &unit.graph.values[node.from[0]]) {
                (Op::Layer(layer), Shape::Opaque(..)) => {
                    layer.entry.is_some_and(|entry| entry.takes == Takes::Features)
                }
                _ => false,
            };
            if frames.moving[node.from[0]] && takes_all {
                frames.moving[node.from[0]] = false;
            } else if frames.moving[node.from[0]] {
                frames.node(context, unit, at, node);
            }
        }
        // Of a series that follows from a parameter rustc does not see that its steps are what the next layer takes.
        let is_hidden = |(value, moving): (usize, &bool)| match &unit.graph.values[value] {
            Shape::Opaque(shape, _) if *moving => {
                let mut parameters = context.model.generics.params.iter().filter_map(|parameter| match parameter {
                    syn::GenericParam::Type(parameter) => Some(&parameter.ident),
                    syn::GenericParam::Const(parameter) => Some(&parameter.ident),
                    syn::GenericParam::Lifetime(_) => None,
                });
                parameters.any(|parameter| mentions(shape.clone(), parameter))
            }
            _ => false,
        };
        if frames.moving.iter().enumerate().any(is_hidden) {
            return None;
        }
        for (value, _) in frames.moving.iter().enumerate().filter(|(_, moving)| **moving) {
            frames.graph.values[value] = frame(context, &frames.graph.values[value]);
        }
        Some(frames)
    }

    /// A node to which steps come.
    fn node(&mut self, context: &Context, unit: &Unit, at: usize, node: &Node) {
        let (core, output) = (context.core, &unit.graph.values[node.to]);
        let is_series = output.sizes().is_none_or(|sizes| sizes.len() == 2);
        match &node.op {
            Op::Layer(layer) => {
                let taken = &unit.graph.values[node.from[0]];
                let block = block_of(context, layer).and_then(|block| Frames::new(context, block));
                let rhythm = block.as_ref().map_or(layer.rhythm, |block| block.rhythms[block.graph.output]);
                self.rhythms[node.to] = self.rhythms[node.to].zip(rhythm).and_then(|(frames, layer)| frames.of(layer));
                self.moving[node.to] =
                    self.remembers(context, layer, block, (taken, &frame(context, output))) && is_series;
            }
            // A remark says what is so anyway; whether it is one, of sizes that only rustc knows, is for rustc to say.
            Op::View if unit.graph.values[node.from[0]].same(output) != Some(true) => {
                let (from, to) = (unit.graph.values[node.from[0]].tokens(core), output.tokens(core));
                let is_flat = output.sizes().is_some_and(|sizes| sizes.len() == 1);
                let word = format_ident!("{}", if is_flat { "Latest" } else { "Reshaped" });
                let layer = of_type(
                    format_ident!("at_{at}", span = context.model.input_spans.0),
                    quote!(#core::layer::#word<#from, #to>),
                );
                self.moving[node.to] = is_series;
                let given = if is_series { frame(context, output) } else { output.clone() };
                self.remembers(context, &layer, None, (&unit.graph.values[node.from[0]], &given));
                self.graph.nodes[at].op = Op::Layer(Box::new(layer));
            }
            Op::Activation { .. } | Op::View | Op::Dropout(_) | Op::Add | Op::Join => self.moving[node.to] = is_series,
        }
    }

    /// A layer that goes along the series, what comes in, and what a step of it gives. Says whether that may be a step of another series:
    /// a block can make a whole one of what it gathered.
    fn remembers(
        &mut self,
        context: &Context,
        layer: &LayerNode,
        block: Option<Self>,
        (taken, given): (&Shape, &Shape),
    ) -> bool {
        let (core, scalar, layer_type) = (context.core, context.scalar, &layer.layer_type);
        let state = quote!(<#layer_type as #core::Stream<#scalar>>::State);
        self.states.push((layer.field.clone(), state, layer.is_field));
        match block {
            Some(block) => {
                self.bounds.extend(block.bounds);
                return block.moving[block.graph.output];
            }
            None if layer
                .entry
                .is_some_and(|entry| matches!(entry.gives, Gives::Steps(_) | Gives::Embedded(_) | Gives::Pooled)) => {}
            None => {
                // All that is used is stated: of what is only a bound rustc knows no more.
                let (taken, given) = (taken.tokens(core), array(context, given));
                let goes_along = quote!(#core::rules::GoesAlong<#scalar, In = #taken, Given = #given>);
                let bound = quote!(for<'__step> #layer_type: #goes_along);
                self.bounds.push(respan(bound, layer.field.span()));
            }
        }
        true
    }
}

/// The block that a layer is.
fn block_of<'a>(context: &'a Context, layer: &LayerNode) -> Option<&'a Unit> {
    let is_it = |unit: &&Unit| unit.kind != UnitKind::Network && mentions(layer.layer_type.clone(), &unit.name);
    context.model.units.iter().find(is_it)
}

/// A layer of nn-core without values that stands for a view.
fn of_type(field: Ident, layer_type: TokenStream) -> LayerNode {
    LayerNode {
        field,
        within: Vec::new(),
        block: None,
        docs: Vec::new(),
        entry: None,
        layer_type,
        head: Head::Plain(quote!()),
        reads: Reads::NOTHING,
        frozen: false,
        may_train: false,
        has_tape: false,
        input_type: None,
        first_values: FirstValues::Own,
        is_field: false,
        at_once: AtOnce::Alone,
        rhythm: Some(Rhythm::EACH),
        with_bias: None,
    }
}

/// `KeywordStream`
fn name(unit: &Unit) -> Ident {
    format_ident!("{}Stream", unit.name)
}

/// The network's bounds, and those of what goes along.
fn clause(context: &Context, bounds: &[TokenStream]) -> TokenStream {
    let before = &context.where_clause;
    match (before.is_empty(), bounds.is_empty()) {
        (_, true) => before.clone(),
        (true, false) => quote!(where #(#bounds),*),
        (false, false) => quote!(#before, #(#bounds),*),
    }
}

/// What a unit over a series remembers; nothing for any other.
pub fn item(context: &Context, unit: &Unit) -> TokenStream {
    let Some(frames) = Frames::new(context, unit) else { return quote!() };
    let Context { core, impl_generics, type_generics, model, .. } = context;
    let (cfg, visibility, stream, net) = (&model.cfg, &model.visibility, name(unit), unit.name.unraw());
    let text = stream.to_string();
    let doc = format!("What [`{net}`] remembers of the frames it has seen.");
    let generics = &model.generics.params;
    let generics = if generics.is_empty() { quote!() } else { quote!(<#generics>) };
    let clause = clause(context, &frames.bounds);
    let fields = frames.states.iter().map(|(name, state, is_field)| {
        let line = format!("What `{}` remembers.", name.unraw());
        let doc = if *is_field { quote!(#[doc = #line]) } else { quote!(#[doc(hidden)]) };
        quote!([#doc] #name: #state;)
    });
    let (marker, _) = super::context::marker(context, |parameter| {
        let states = frames.states.iter().map(|(_, state, _)| state);
        states.into_iter().any(|state| mentions(state.clone(), parameter))
    });
    quote! {
        #(#cfg)*
        #core::__stream! {
            [#[doc = #doc] #[allow(non_camel_case_types)] #visibility struct #stream #generics] [#impl_generics] [#stream #type_generics]
            [#clause] #text, { #marker };
            #(#fields)*
        }
    }
}

/// How a unit takes one step.
pub fn steps(context: &Context, unit: &Unit) -> TokenStream {
    let Some(frames) = Frames::new(context, unit) else { return quote!() };
    let Context { core, scalar, impl_generics, type_generics, .. } = context;
    let (name, stream, clause) = (&unit.name, name(unit), clause(context, &frames.bounds));
    let part = Part::of(unit, &frames.graph);
    let plan = Plan::inference(&part);
    let (buffers, calls) = (here(context, &plan.buffers), straight_line(context, &plan, Pass::Step(&frames.moving)));
    let taken = match unit.graph.input() {
        Shape::Indices(_, index) => index.clone(),
        _ => array(context, frames.graph.input()),
    };
    let given = array(context, frames.graph.output());
    quote! {
        impl #impl_generics #core::Stream<#scalar> for #name #type_generics #clause {
            type State = #stream #type_generics;
            type Given = #given;
            fn step(&self, __state: &mut Self::State, __x: &#taken, __out: &mut Self::Given) -> bool {
                const __ROWS: usize = 1;
                let (__x, __out) = (::core::array::from_ref(__x), ::core::array::from_mut(__out));
                #buffers
                #calls
                true
            }
        }
    }
}

fn array(context: &Context, shape: &Shape) -> TokenStream {
    shape.array_at(context.core, context.scalar, proc_macro2::Span::call_site())
}

/// What the user calls.
pub fn methods(context: &Context, unit: &Unit) -> TokenStream {
    let Some(frames) = Frames::new(context, unit) else { return quote!() };
    let Context { core, scalar, impl_generics, type_generics, where_clause, model } = context;
    let (name, stream, clause, bounds) = (&unit.name, name(unit), clause(context, &frames.bounds), &frames.bounds);
    let bounds = if bounds.is_empty() { quote!() } else { quote!(where #(#bounds),*) };
    let (name_span, size_span) = model.input_spans;
    // Where rustc shows what `step` takes, the line of the input is enough.
    let state = Ident::new("stream", name_span);
    let memory = quote_spanned!(name_span=> #state: &mut #stream #type_generics);
    let (step, frame) = (Ident::new("step", name_span), Ident::new("frame", size_span));
    let taken = match unit.graph.input() {
        Shape::Indices(_, index) => index.clone(),
        _ => frames.graph.input().array_at(core, scalar, size_span),
    };
    let given = frames.graph.output().array_at(core, scalar, name_span);
    quote! {
        impl #impl_generics #name #type_generics #clause {
            /// Bytes of what is remembered between frames.
            pub const STREAM_BYTES: usize = ::core::mem::size_of::<#stream #type_generics>();
        }
        // Of a bound of a method that does not hold rustc says what it is.
        impl #impl_generics #name #type_generics #where_clause {
            /// The memory of a stream that has seen nothing.
            pub const fn stream() -> #stream #type_generics #bounds {
                #core::__private::nothing()
            }
            /// The next frame of a stream. Gives what the whole series up to it would give, if there is an output for it.
            #[inline]
            pub fn #step(&self, #memory, #frame: &#taken) -> ::core::option::Option<#given> #bounds {
                #core::__private::step::<Self>(self, #state, #frame)
            }
        }
    }
}
