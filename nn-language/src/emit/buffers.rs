//! Buffers that the values of a pass share, each as large as the largest it holds, whatever the depth.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use crate::model::Unit;
use crate::plan::Plan;
use crate::shape::Shape;

/// The memory of inference.
pub struct Memory {
    /// What says where its values stand.
    pub items: TokenStream,
    pub kind: TokenStream,
    /// What names it, where it is lent as `__buffers`.
    pub names: TokenStream,
    /// How many bytes it takes for one row.
    pub bytes: TokenStream,
}

impl Memory {
    pub fn new(context: &Context, unit: &Unit, plan: &Plan) -> Self {
        let (core, scalar) = (context.core, context.scalar);
        let Some(lives) = plan.lives.as_ref().filter(|lives| !lives.is_empty()) else {
            let buffers = &plan.buffers;
            let bytes = sizes(context, buffers);
            return Memory {
                items: quote!(),
                kind: type_of(context, buffers),
                names: named(context, buffers),
                bytes: quote!(::core::mem::size_of::<#bytes>()),
            };
        };
        let name = format_ident!("__{}Layout", unit.name, span = Span::call_site());
        let (count, shapes) =
            (Literal::usize_unsuffixed(lives.len()), plan.buffers.iter().map(|shapes| shapes[0].tokens(core)));
        let number = Literal::usize_unsuffixed;
        let (from, to) = (lives.iter().map(|life| number(life.start)), lives.iter().map(|life| number(life.end)));
        Memory {
            items: quote!(#core::__layout! { #name, #count; #(#shapes, #from, #to;)* }),
            kind: quote! {
                #core::__private::Arena<#scalar, { <#name as #core::__private::Planned>::LENGTH }, #count, __ROWS, #name>
            },
            names: quote!(),
            bytes: quote!((<#name as #core::__private::Planned>::LENGTH * <#scalar as #core::Scalar>::BYTES)),
        }
    }
}

/// The type of the buffers of a pass.
pub fn type_of(context: &Context, buffers: &[Vec<Shape>]) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let members = buffers.iter().map(|shapes| members(context, shapes));
    quote!(#core::__buffers!(#scalar, __ROWS; #([#members])*))
}

/// As many bytes as they take for one row, where nothing is said of where they begin.
pub fn sizes(context: &Context, buffers: &[Vec<Shape>]) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let parts = buffers.iter().map(|shapes| {
        let members = members(context, shapes);
        quote!(#core::__overlay!(#scalar, 1; #members))
    });
    quote!((#(#parts,)*))
}

/// Of the shapes whose sizes are numbers only the largest counts, of the others each counts once. So the type stays short,
/// however deep the network.
fn members(context: &Context, shapes: &[Shape]) -> TokenStream {
    let mut members: Vec<&Shape> = shapes.iter().max_by_key(|shape| shape.count()).into_iter().collect();
    for shape in shapes.iter().filter(|shape| shape.count().is_none()) {
        if !members.iter().any(|member| member.same(shape) == Some(true)) {
            members.push(shape);
        }
    }
    let shapes = members.into_iter().map(|shape| shape.tokens(context.core));
    quote!(#(#shapes),*)
}

/// Names them, where they are lent as `__buffers`.
pub fn named(context: &Context, buffers: &[Vec<Shape>]) -> TokenStream {
    let (core, names) = (context.core, (0..buffers.len()).map(buffer));
    quote!(#core::__named!(__buffers; #(#names)*);)
}

/// Puts them on the stack.
pub fn here(context: &Context, buffers: &[Vec<Shape>]) -> TokenStream {
    let (core, kind, named) = (context.core, type_of(context, buffers), named(context, buffers));
    if buffers.is_empty() { quote!() } else { quote!(#core::__here!(__buffers: #kind); #named) }
}

/// The name of a buffer.
pub fn buffer(at: usize) -> Ident {
    match b'a'.checked_add(at as u8).filter(u8::is_ascii_lowercase) {
        Some(letter) => format_ident!("__{}", char::from(letter)),
        None => format_ident!("__buffer_{at}"),
    }
}
