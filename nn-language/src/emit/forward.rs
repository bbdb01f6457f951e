//! Inference, and the forward pass of training: the same straight line of calls, through buffers or into the tape.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::buffers::buffer;
use super::context::Context;
use super::plan::{Heading, Place, Plan, Value};
use crate::model::{LayerStep, Step};

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Values live in buffers, dropout is nothing.
    Inference,
    /// Values live on the tape.
    Training,
}

/// One call per declared line.
pub fn straight_line(context: &Context, plan: &Plan, pass: Pass) -> TokenStream {
    let (core, scalar, flat) = (context.core, context.scalar, context.flat());
    let mut calls = Vec::new();
    for (at, placed) in plan.steps.iter().enumerate() {
        let (from, to) = (read(context, &placed.from, pass), write(context, &placed.to, pass));
        if placed.fresh && !matches!(placed.step, Step::Layer(_)) {
            calls.push(quote!(#core::__private::copy #flat (#from, #to);));
        }
        match placed.step {
            Step::Layer(layer) => {
                // Rust infers what a layer reads and writes from the layer.
                let from = if layer.input_type.is_some() { from } else { read_by_layer(context, &placed.from, pass) };
                let to = match (placed.to.place, pass) {
                    (Place::Kept(at), Pass::Inference) => {
                        let name = buffer(at);
                        quote!(#name.hold())
                    }
                    _ => to,
                };
                let (field, x) = (&layer.field, entering(context, layer, from));
                calls.push(match pass {
                    Pass::Inference => quote!(#core::__run!(#scalar, &self.#field, #x, #to);),
                    Pass::Training => {
                        let tape = tape_of(layer, quote!(&mut));
                        quote!(#core::__record!(#scalar, &self.#field, #x, #to, __random #tape);)
                    }
                });
                if let Some(heads) = heads(context, &placed.heading) {
                    let rows = write(context, &placed.to, pass);
                    calls.push(quote!(#core::__private::apply_head::<#heads, #scalar, _, __ROWS>(#rows);));
                }
            }
            Step::Activation { .. } if plan.head == Some(at) => {}
            Step::Activation { value, .. } => {
                calls.push(quote!(#core::__private::activate::<#scalar, _, _, __ROWS>(#value, #to);));
            }
            Step::Dropout(dropout) if pass == Pass::Training => {
                let masks = masks_field(at);
                calls.push(quote!(__tape.#masks = #core::__private::draw_masks(__random);));
                calls.push(quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #to, &__tape.#masks);));
            }
            Step::AddInput => calls.push(quote!(#core::__private::add #flat (__x, #to);)),
            Step::Dropout(_) | Step::View(_) => {}
        }
    }
    if plan.end.place == Place::Input {
        calls.push(quote!(#core::__private::copy #flat (__x, __out);));
    }
    quote!(#(#calls)*)
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
fn read(context: &Context, value: &Value, pass: Pass) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    match (value.place, pass) {
        (Place::Input, _) if value.viewed => quote!(#core::__private::view::<_, #rows>(__x)),
        (Place::Input, _) => quote!(__x),
        (Place::Kept(at), Pass::Inference) => {
            let name = buffer(at);
            quote!(#name.get::<#rows>())
        }
        (Place::Kept(at), Pass::Training) => {
            let field = value_field(at);
            if value.viewed {
                quote!(#core::__private::view::<_, #rows>(&__tape.#field))
            } else {
                quote!(&__tape.#field)
            }
        }
        (Place::Output, _) => quote!(#core::__private::view::<_, #rows>(__out)),
    }
}

/// A value to be read by a layer, which says its type.
fn read_by_layer(context: &Context, value: &Value, pass: Pass) -> TokenStream {
    match (value.place, pass) {
        (Place::Kept(at), Pass::Inference) => {
            let name = buffer(at);
            quote!(#name.get())
        }
        _ => read(context, value, pass),
    }
}

/// A value to be written, or changed in place.
fn write(context: &Context, value: &Value, pass: Pass) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    let place = match (value.place, pass) {
        (Place::Kept(at), Pass::Inference) => {
            let name = buffer(at);
            return quote!(#name.hold::<#rows>());
        }
        (Place::Kept(at), Pass::Training) => {
            let field = value_field(at);
            quote!(&mut __tape.#field)
        }
        (Place::Input | Place::Output, _) => quote!(__out),
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
pub fn entering(context: &Context, layer: &LayerStep, from: TokenStream) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    match &layer.input_type {
        Some(input) => quote!(#core::__private::view::<_, #core::Rows<#input, #scalar, __ROWS>>(#from)),
        None => from,
    }
}

/// What a layer with a tape of its own keeps there.
pub fn tape_field(layer: &LayerStep) -> Ident {
    format_ident!("tape_{}", layer.field)
}

/// The tape of a layer's own, if it has one.
pub fn tape_of(layer: &LayerStep, borrow: TokenStream) -> Option<TokenStream> {
    let name = tape_field(layer);
    layer.has_tape.then(|| quote!(, #borrow __tape.#name))
}
