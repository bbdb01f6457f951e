//! Inference, the forward pass of training, and a step of a stream: the same straight line of calls, through buffers or into the tape.

use proc_macro2::{Ident, TokenStream};
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
    let (from, to) = (read(context, &placed.from[0]), write(context, &placed.to));
    if placed.fresh && !matches!(placed.node.op, Op::Layer(_) | Op::Join) {
        calls.push(quote!(#core::__private::copy #flat (#from, #to);));
    }
    match &placed.node.op {
        Op::Layer(layer) => {
            // Rust infers what a layer reads and writes from the layer.
            let from = if layer.input_type.is_some() { from } else { read_by_layer(context, &placed.from[0]) };
            let to = match placed.to.place {
                Place::Buffer(at) => {
                    let name = buffer(at);
                    quote!(#name.hold())
                }
                _ => to,
            };
            let part = layer.of(quote!(self), core);
            if pass.advances(placed) {
                let field = &layer.field;
                return quote!(#core::__private::advance::<#scalar, _>(&#part, &mut __state.#field, #from, #to));
            }
            let x = entering(context, layer, from);
            if let AtOnce::Pooled(activation, pool) = &layer.at_once {
                let (pool, activation) = (pool.of(quote!(self), core), activation.clone());
                let activation = activation.unwrap_or_else(|| quote!(#core::layer::Identity));
                return quote! {
                    #core::__private::pooled::<#scalar, _, _, _, _, _, _, _, __ROWS>(&#part, &#pool, #x, #to, #activation);
                };
            }
            let then = then.map(|activation| quote!(, #activation));
            calls.push(match pass {
                Pass::Inference | Pass::Step(_) => quote!(#core::__run!(#scalar, &#part, #x, #to #then);),
                Pass::Training => {
                    let none = then.as_ref().map(|_| quote!(, &mut ()));
                    let tape = tape_of(layer, quote!(&mut)).or(none);
                    quote!(#core::__record!(#scalar, &#part, #x, #to, __random #tape #then);)
                }
            });
            if let Some(heads) = heads(context, &placed.heading) {
                let rows = write(context, &placed.to);
                calls.push(quote!(#core::__private::apply_head::<#heads, #scalar, _, __ROWS>(#rows);));
            }
        }
        Op::Activation { .. } if placed.is_head => {}
        Op::Activation { value, .. } => {
            calls.push(quote!(#core::__private::activate::<#scalar, _, _, __ROWS>(#value, #to);));
        }
        Op::Dropout(dropout) if pass == Pass::Training => {
            let masks = masks_field(placed.at);
            calls.push(quote!(__tape.#masks = #core::__private::draw_masks(__random);));
            calls.push(quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #to, &__tape.#masks);));
        }
        Op::Add => {
            let other = read(context, &placed.from[1]);
            calls.push(quote!(#core::__private::add #flat (#other, #to);));
        }
        Op::Join => {
            let (shapes, offset) = (piece(context, placed), offset(context, plan, placed));
            calls.push(quote!(#core::__private::place::<#scalar, #shapes, __ROWS>(#from, #to, #offset);));
        }
        Op::Dropout(_) | Op::View => {}
    }
    quote!(#(#calls)*)
}

/// The shapes of a part and of the whole it is joined to.
pub fn piece(context: &Context, placed: &Placed) -> TokenStream {
    let (shape, whole) = (placed.from[0].shape.tokens(context.core), placed.to.shape.tokens(context.core));
    quote!(#shape, #whole)
}

/// Where a part begins along the last size: behind the parts that are joined before.
pub fn offset(context: &Context, plan: &Plan, joined: &Placed) -> TokenStream {
    let core = context.core;
    let before = plan.nodes.iter().filter(|placed| matches!(placed.node.op, Op::Join) && placed.at < joined.at);
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
pub fn read(context: &Context, value: &Value) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    let place = match value.place {
        Place::Buffer(at) => {
            let name = buffer(at);
            return quote!(#name.get::<#rows>());
        }
        Place::Input => quote!(__x),
        Place::Tape(at) => {
            let field = value_field(at);
            quote!(&__tape.#field)
        }
        Place::Output => quote!(__out),
    };
    if value.viewed { quote!(#core::__private::view::<_, #rows>(#place)) } else { place }
}

/// A value to be read by a layer, which says its type.
fn read_by_layer(context: &Context, value: &Value) -> TokenStream {
    match value.place {
        Place::Buffer(at) => {
            let name = buffer(at);
            quote!(#name.get())
        }
        _ => read(context, value),
    }
}

/// A value to be written, or changed in place.
fn write(context: &Context, value: &Value) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    let place = match value.place {
        Place::Buffer(at) => {
            let name = buffer(at);
            return quote!(#name.hold::<#rows>());
        }
        Place::Tape(at) => {
            let field = value_field(at);
            quote!(&mut __tape.#field)
        }
        Place::Input | Place::Output => quote!(__out),
    };
    if value.viewed { quote!(#core::__private::view_mut::<_, #rows>(#place)) } else { place }
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

/// What a layer with a tape of its own keeps there.
pub fn tape_field(layer: &LayerNode) -> Ident {
    format_ident!("tape_{}", layer.field)
}

/// The tape of a layer's own, if it has one.
pub fn tape_of(layer: &LayerNode, borrow: TokenStream) -> Option<TokenStream> {
    let name = tape_field(layer);
    layer.has_tape.then(|| quote!(, #borrow __tape.#name))
}
