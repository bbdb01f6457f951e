//! Inference, and the forward pass of training: the same straight line of calls, through buffers or into the tape.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Context;
use super::buffers::buffer;
use super::plan::{Place, Plan, Value};
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
        let is_head = plan.head == Some(at);
        if placed.fresh && !matches!(placed.step, Step::Layer(_)) {
            calls.push(quote!(#core::__private::copy #flat (#from, #to);));
        }
        match placed.step {
            Step::Layer(layer) => {
                let (field, x) = (&layer.field, entering(context, layer, from));
                let tape = tape_of(layer, &quote!(__tape), &quote!(&mut));
                let (whole, logits, rest) = match pass {
                    Pass::Inference => (quote!(forward_rows), quote!(logits_rows), quote!()),
                    Pass::Training => (quote!(record_rows), quote!(record_logits_rows), quote!(, #tape, __random)),
                };
                let call =
                    |method: TokenStream| quote!(#core::layer::Layer::<#scalar>::#method(&self.#field, #x, #to #rest););
                calls.push(if is_head {
                    let (whole, logits) = (call(whole), call(logits));
                    quote!(if __HEAD { #whole } else { #logits })
                } else {
                    call(whole)
                });
            }
            Step::Activation { value, .. } => {
                let call = quote!(#core::__private::activate::<#scalar, _, _, __ROWS>(#value, #to););
                calls.push(if is_head { quote!(if __HEAD { #call }) } else { call });
            }
            Step::Dropout(dropout) if pass == Pass::Training => {
                let seed = format_ident!("seed_{at}");
                calls.push(quote!(__tape.#seed = #core::layer::Dropout::draw(__random);));
                calls.push(quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #to, __tape.#seed);));
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
    format_ident!("value_{at}")
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

/// The tape of a layer's own, or nothing.
pub fn tape_of(layer: &LayerStep, tape: &TokenStream, borrow: &TokenStream) -> TokenStream {
    if layer.has_tape {
        let name = tape_field(layer);
        quote!(#borrow #tape.#name)
    } else {
        quote!(#borrow ())
    }
}
