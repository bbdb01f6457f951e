//! `NetTrace`: the value behind every named line, to be looked at.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::context::{self, Context};
use crate::model::{Op, Unit};
use crate::shape::Shape;

/// `DigitsTrace`
fn name(unit: &Unit) -> Ident {
    format_ident!("{}Trace", unit.name)
}

/// The struct.
pub fn item(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, model } = context;
    let (cfg, visibility, trace, net) = (&model.cfg, &model.visibility, name(unit), unit.name.unraw());
    let (text, doc) =
        (trace.to_string(), format!("The value behind every named line of [`{net}`], from `{net}::trace`."));
    let generics = &model.generics.params;
    let generics = if generics.is_empty() { quote!() } else { quote!(<#generics>) };
    let has_array = model.named.iter().any(|line| line.shape.sizes().is_some());
    let (marker, _) = context::marker(context, |parameter| scalar.is_ident(parameter) && has_array);
    let fields = model.named.iter().map(|line| {
        let (name, array) = (&line.name, line.shape.array_at(core, scalar, Span::call_site()));
        quote!(#name: #array;)
    });
    quote! {
        #(#cfg)*
        #core::__trace! {
            [#[doc = #doc] #visibility struct #trace #generics] [#impl_generics] [#trace #type_generics] [#where_clause]
            #scalar, #text, { #marker };
            #(#fields)*
        }
    }
}

/// The method that fills it.
pub fn method(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, type_generics, model, .. } = context;
    let (trace, (name_span, size_span)) = (name(unit), model.input_spans);
    let (method, x) = (Ident::new("trace", name_span), Ident::new("input", size_span));
    let taken = unit.graph.input().array_at(core, scalar, size_span);
    let input = quote_spanned!(size_span=> &#taken);
    let kept = |value: usize| {
        let names = model.named.iter().filter(move |line| line.value == value).map(|line| &line.name);
        quote!(#({keep #names})*)
    };
    let first = kept(0);
    let steps = unit.graph.nodes.iter().map(|node| {
        let kept = kept(node.to);
        match &node.op {
            Op::Layer(layer) => {
                let part = layer.of(quote!(self), core);
                let is_indices = matches!(unit.graph.values[node.from[0]], Shape::Indices(..));
                let word = if is_indices { quote!(take) } else { quote!(run) };
                quote!({#word #part} #kept)
            }
            Op::Activation { value, .. } => quote!({change #value} #kept),
            Op::View => {
                let shape = unit.graph.values[node.to].tokens(core);
                quote!({view #shape} #kept)
            }
            Op::Dropout(_) | Op::Add | Op::Join => kept,
        }
    });
    quote! {
        /// The value behind every named line for one input, at inference: to look at, with more stack than `forward`.
        #[inline]
        pub fn #method(&self, #x: #input) -> #trace #type_generics {
            #core::__traced!(#scalar, #trace #type_generics, #x; #first #(#steps)*)
        }
    }
}
