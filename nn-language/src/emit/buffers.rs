//! Buffers that the values of a pass share, each as large as the largest it holds, whatever the depth.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use crate::shape::Shape;

/// The types of the buffers, with as many members as are needed.
pub fn buffer_type(context: &Context, buffers: &[Vec<Shape>], rows: TokenStream) -> TokenStream {
    let parts = buffers.iter().map(|shapes| overlay(context, shapes, &rows));
    quote!((#(#parts,)*))
}

/// A place for one value at a time.
fn overlay(context: &Context, shapes: &[Shape], rows: &TokenStream) -> TokenStream {
    let (core, members) = (context.core, members(context, shapes, rows));
    quote!(#core::__overlay!(#members))
}

/// Of the shapes whose sizes are numbers only the largest counts, of the others each counts once. So the type stays short,
/// however deep the network.
fn members(context: &Context, shapes: &[Shape], rows: &TokenStream) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let mut members: Vec<&Shape> = shapes.iter().max_by_key(|shape| shape.count()).into_iter().collect();
    for shape in shapes.iter().filter(|shape| shape.count().is_none()) {
        if !members.iter().any(|member| member.same(shape) == Some(true)) {
            members.push(shape);
        }
    }
    let shapes = members.into_iter().map(|shape| shape.tokens(core));
    quote!(#scalar, #rows; #(#shapes),*)
}

/// Declares them.
pub fn declare(context: &Context, buffers: &[Vec<Shape>]) -> TokenStream {
    let core = context.core;
    let parts = buffers.iter().enumerate().map(|(at, shapes)| {
        let (name, members) = (buffer(at), members(context, shapes, &quote!(__ROWS)));
        quote!(#core::__buffer!(#name, #members);)
    });
    quote!(#(#parts)*)
}

/// The name of a buffer.
pub fn buffer(at: usize) -> Ident {
    match b'a'.checked_add(at as u8).filter(u8::is_ascii_lowercase) {
        Some(letter) => format_ident!("__{}", char::from(letter)),
        None => format_ident!("__buffer_{at}"),
    }
}
