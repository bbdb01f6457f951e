//! Inference, the forward pass of training, and a step of a stream: the same straight line of calls, through buffers or into the tape.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::buffers::buffer;
use super::context::Context;
use crate::model::{AtOnce, LayerNode, Op};
use crate::plan::{Heading, Place, Placed, Plan, Value};

/// Which of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pass<'a> {
    /// Values live in buffers, dropout is nothing.
    Inference,
    /// Values live on the tape.
    Training,
    /// As at inference, on one step of a series; says which values come step by step.
    Step(&'a [bool]),
}

impl Pass<'_> {
    /// Whether a step may find some branches with a value and others without: each is asked then, so that all see every frame.
    fn asks_each(self, plan: &Plan) -> bool {
        let is_joined = |placed: &Placed| matches!(placed.node.op, Op::Add | Op::Join);
        matches!(self, Pass::Step(_)) && plan.nodes.iter().any(is_joined)
    }

    /// Whether a layer takes one step of a series.
    fn advances(self, placed: &Placed) -> bool {
        let Pass::Step(moving) = self else { return false };
        matches!(placed.node.op, Op::Layer(_)) && moving.get(placed.node.from[0]) == Some(&true)
    }

    /// Whether a layer runs together with an activation behind it.
    fn runs_at_once(self, placed: &Placed) -> bool {
        match &placed.node.op {
            Op::Layer(layer) => !self.advances(placed) && !matches!(layer.at_once, AtOnce::Pooled(..)),
            _ => false,
        }
    }
}

/// One call per node.
pub fn straight_line(context: &Context, plan: &Plan, pass: Pass) -> TokenStream {
    let (core, flat, asks_each) = (context.core, context.flat(), pass.asks_each(plan));
    let mut calls = Vec::new();
    let mut nodes = plan.nodes.iter().peekable();
    let mut known = vec![plan.part.input];
    while let Some(placed) = nodes.next() {
        let then = nodes.next_if(|next| pass.runs_at_once(placed) && next.follows(placed));
        let call = call(context, plan, pass, placed, then.and_then(Placed::activation));
        if !asks_each {
            calls.push(match pass.advances(placed) {
                true => quote!(if !#call { return false; }),
                false => call,
            });
            continue;
        }
        // What did not come goes no further, and the other branches see the frame all the same.
        let (to, from) = (is_there(placed.node.to), placed.node.from.iter().map(|&from| is_there(from)));
        let before = if known.contains(&placed.node.to) { quote!(#to &&) } else { quote!() };
        let is_given = match pass.advances(placed) {
            true => quote!(#before #(#from)&&* && #call),
            false => quote!(#before #(#from)&&*),
        };
        calls.push(quote!(let #to = #is_given;));
        known.push(placed.node.to);
        if !pass.advances(placed) {
            calls.push(quote!(if #to { #call }));
        }
        if let Some(then) = then {
            let behind = is_there(then.node.to);
            calls.push(quote!(let #behind = #to;));
        }
    }
    if plan.end.place == Place::Input {
        calls.push(quote!(#core::__private::copy #flat (__x, __out);));
    }
    if asks_each {
        let (input, output) = (is_there(plan.part.input), is_there(plan.part.output));
        return quote!(let #input = true; #(#calls)* if !#output { return false; });
    }
    quote!(#(#calls)*)
}

/// Whether a value came with this frame.
fn is_there(value: usize) -> Ident {
    format_ident!("__is_there_{value}")
}

/// What a node does, and the activation behind it at once; of a layer that goes along a series whether it gives something.
fn call(context: &Context, plan: &Plan, pass: Pass, placed: &Placed, then: Option<&TokenStream>) -> TokenStream {
    let (core, scalar, flat) = (context.core, context.scalar, context.flat());
    let mut calls = Vec::new();
    let to = || write(context, plan, &placed.to);
    let ends = |from: &Value| Ends::new(context, plan, from, &placed.to);
    if placed.fresh && !matches!(placed.node.op, Op::Layer(_) | Op::Join) {
        calls.push(ends(&placed.from[0]).call(|from, to| quote!(#core::__private::copy #flat (#from, #to);)));
    }
    match &placed.node.op {
        Op::Layer(layer) => {
            let part = layer.of(quote!(self), core);
            let ends = Ends::of_layer(context, plan, placed, layer, pass.advances(placed));
            if pass.advances(placed) {
                let field = &layer.field;
                return ends.call(
                    |from, to| quote!(#core::__private::advance::<#scalar, _>(&#part, &mut __state.#field, #from, #to)),
                );
            }
            if let AtOnce::Pooled(activation, pool) = &layer.at_once {
                let (pool, activation) = (pool.of(quote!(self), core), activation.clone());
                let activation = activation.unwrap_or_else(|| quote!(#core::layer::Identity));
                return ends.call(|x, to| quote! {
                    #core::__private::pooled::<#scalar, _, _, _, _, _, _, _, __ROWS>(&#part, &#pool, #x, #to, #activation);
                });
            }
            let then = then.map(|activation| quote!(, #activation));
            calls.push(match (&ends.places, pass) {
                (Some(places), Pass::Inference) if layer.input_type.is_none() => {
                    quote!(#core::__run!(#scalar, &#part, [#places] #then);)
                }
                (_, Pass::Inference | Pass::Step(_)) => {
                    ends.call(|x, to| quote!(#core::__run!(#scalar, &#part, #x, #to #then);))
                }
                (_, Pass::Training) => {
                    let none = then.as_ref().map(|_| quote!(, &mut ()));
                    let tape = tape_of(placed, layer, quote!(&mut)).or(none);
                    ends.call(|x, to| quote!(#core::__record!(#scalar, &#part, #x, #to, __random #tape #then);))
                }
            });
        }
        Op::Activation { .. } if placed.is_head || !matches!(placed.heading, Heading::Apart) => {}
        Op::Activation { value, .. } => {
            let to = to();
            calls.push(quote!(#core::__private::activate::<#scalar, _, _, __ROWS>(#value, #to);));
        }
        Op::Dropout(dropout) if pass == Pass::Training => {
            let (masks, to) = (masks_field(placed.at), to());
            calls.push(quote!(__tape.#masks = #core::__private::draw_masks(__random);));
            calls.push(quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #to, &__tape.#masks);));
        }
        Op::Add => {
            calls.push(ends(&placed.from[1]).call(|other, to| quote!(#core::__private::add #flat (#other, #to);)));
        }
        Op::Join => {
            let (shapes, offset) = (piece(context, placed), offset(context, plan, placed));
            calls
                .push(ends(&placed.from[0]).call(
                    |from, to| quote!(#core::__private::place::<#scalar, #shapes, __ROWS>(#from, #to, #offset);),
                ));
        }
        Op::Dropout(_) | Op::View => {}
    }
    if let Some(heads) = heads(context, &placed.heading) {
        let rows = to();
        calls.push(quote!(#core::__private::apply_head::<#heads, #scalar, _, __ROWS>(#rows);));
    }
    quote!(#(#calls)*)
}

/// A value to be read, and another to be written.
struct Ends {
    /// What lends both, if they are parts of one piece of memory.
    lent: TokenStream,
    /// Their places there.
    places: Option<TokenStream>,
    from: TokenStream,
    to: TokenStream,
}

impl Ends {
    fn new(context: &Context, plan: &Plan, from: &Value, to: &Value) -> Self {
        let kinds = [from, to].map(|value| context.rows(&value.shape, quote!(__ROWS)));
        if let (true, Place::Buffer(a), Place::Buffer(b)) = (plan.lives.is_some(), from.place, to.place) {
            return Self::both([a, b], kinds);
        }
        Ends { lent: quote!(), places: None, from: read(context, plan, from), to: write(context, plan, to) }
    }

    /// Rust infers what a layer reads and writes from the layer; of one whose shape only rustc knows a witness has judged it.
    fn of_layer(context: &Context, plan: &Plan, placed: &Placed, layer: &LayerNode, is_step: bool) -> Self {
        let (from, to) = (&placed.from[0], &placed.to);
        let is_known = layer.input_type.is_none();
        let mut ends = match (plan.lives.is_some(), from.place, to.place) {
            (true, Place::Buffer(a), Place::Buffer(b)) => {
                let taken = if is_known { quote!(_) } else { context.rows(&from.shape, quote!(__ROWS)) };
                Self::both([a, b], [taken, quote!(_)])
            }
            _ => Ends {
                lent: quote!(),
                places: None,
                from: if is_known { inferred(context, plan, from, false) } else { read(context, plan, from) },
                to: inferred(context, plan, to, true),
            },
        };
        // A step of a series comes in as it is.
        if !is_step {
            ends.from = entering(context, layer, ends.from);
        }
        ends
    }

    /// Two values in one piece of memory.
    fn both(places: [usize; 2], [taken, given]: [TokenStream; 2]) -> Self {
        let [a, b] = places.map(Literal::usize_unsuffixed);
        let places = Some(quote!(__buffers #a, #b));
        let lent = quote!(let (__from, __to) = __buffers.two::<#a, #b, #taken, #given>(););
        Ends { lent, places, from: quote!(__from), to: quote!(__to) }
    }

    fn call(&self, call: impl FnOnce(&TokenStream, &TokenStream) -> TokenStream) -> TokenStream {
        let (lent, call) = (&self.lent, call(&self.from, &self.to));
        if lent.is_empty() { call } else { quote!({ #lent #call }) }
    }
}

/// The shapes of a part and of the whole it is joined to.
pub fn piece(context: &Context, placed: &Placed) -> TokenStream {
    let (shape, whole) = (placed.from[0].shape.tokens(context.core), placed.to.shape.tokens(context.core));
    quote!(#shape, #whole)
}

/// Where a part begins along the last size: behind the parts that are joined before.
pub fn offset(context: &Context, plan: &Plan, joined: &Placed) -> TokenStream {
    let core = context.core;
    // Values are counted as they are declared, in whatever order they are made.
    let is_before = |placed: &&Placed| {
        matches!(placed.node.op, Op::Join) && placed.node.to == joined.node.to && placed.node.from < joined.node.from
    };
    let before = plan.nodes.iter().filter(is_before);
    let sizes = before.map(|placed| {
        let shape = placed.from[0].shape.tokens(core);
        quote!(+ #core::__private::last_size::<#shape>())
    });
    quote!(0 #(#sizes)*)
}

/// The head that is applied behind a layer, and the one of the unit, if that may do it instead.
pub fn heads(context: &Context, heading: &Heading) -> Option<TokenStream> {
    let core = context.core;
    let (head, whole) = match heading {
        Heading::Apart => return None,
        Heading::Here(head) => (head.tokens(core), quote!(#core::head::Linear)),
        Heading::Unless(head, whole) => (head.tokens(core), whole.tokens(core)),
    };
    Some(quote!(#head, #whole))
}

/// A value to be read.
pub fn read(context: &Context, plan: &Plan, value: &Value) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    let place = match value.place {
        Place::Buffer(at) => return of_buffer(plan, at, quote!(get), &rows),
        Place::Input => quote!(__x),
        Place::Tape(at) => {
            let field = value_field(at);
            quote!(&__tape.#field)
        }
        Place::Output => quote!(__out),
    };
    if value.viewed { quote!(#core::__private::view::<_, #rows>(#place)) } else { place }
}

/// A value to be written, or changed in place.
fn write(context: &Context, plan: &Plan, value: &Value) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    let place = match value.place {
        Place::Buffer(at) => return of_buffer(plan, at, quote!(hold), &rows),
        Place::Tape(at) => {
            let field = value_field(at);
            quote!(&mut __tape.#field)
        }
        Place::Input | Place::Output => quote!(__out),
    };
    if value.viewed { quote!(#core::__private::view_mut::<_, #rows>(#place)) } else { place }
}

/// A value whose type rustc infers, if it is in a buffer.
fn inferred(context: &Context, plan: &Plan, value: &Value, is_written: bool) -> TokenStream {
    match (value.place, is_written) {
        (Place::Buffer(at), false) => of_buffer(plan, at, quote!(get), &quote!(_)),
        (Place::Buffer(at), true) => of_buffer(plan, at, quote!(hold), &quote!(_)),
        (_, false) => read(context, plan, value),
        (_, true) => write(context, plan, value),
    }
}

/// A value in a buffer, or in its place among all.
fn of_buffer(plan: &Plan, at: usize, word: TokenStream, kind: &TokenStream) -> TokenStream {
    if plan.lives.is_some() {
        let at = Literal::usize_unsuffixed(at);
        return quote!(__buffers.#word::<#at, #kind>());
    }
    let name = buffer(at);
    quote!(#name.#word::<#kind>())
}

/// The field of the tape that keeps a value.
pub fn value_field(at: usize) -> Ident {
    format_ident!("v{at}")
}

/// The field of the tape that names the masks of a dropout.
pub fn masks_field(at: usize) -> Ident {
    format_ident!("masks_{at}")
}

/// What goes into a layer: for one whose shape only rustc knows, under the type it asks for. A witness has judged it.
pub fn entering(context: &Context, layer: &LayerNode, from: TokenStream) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    match &layer.input_type {
        Some(input) => quote!(#core::__private::view::<_, #core::Rows<#input, #scalar, __ROWS>>(#from)),
        None => from,
    }
}

/// The field of the tape that keeps what a layer leaves for itself.
pub fn tape_field(at: usize) -> Ident {
    format_ident!("tape_{at}")
}

/// The tape of a layer's own, if it has one.
pub fn tape_of(placed: &Placed, layer: &LayerNode, borrow: TokenStream) -> Option<TokenStream> {
    let name = tape_field(placed.at);
    layer.has_tape.then(|| quote!(, #borrow __tape.#name))
}
