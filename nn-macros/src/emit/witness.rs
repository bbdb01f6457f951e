//! Facts that only rustc can judge, put to it where a wrong answer blames the user's own token.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::Context;
use crate::model::{ConstantValue, Step, Unit, UnitKind, Witness};
use crate::shape::{Shape, Size, respan};

pub fn witnesses(context: &Context) -> TokenStream {
    let Context { core, impl_generics, where_clause, model, .. } = context;
    let generic = !model.generics.params.is_empty();
    let sizes = model.constants.iter().filter_map(|constant| match &constant.value {
        ConstantValue::Written(expr, zero) => {
            let name = &constant.name;
            let call = respan(quote!(#core::__private::at_least_one(#name, #zero)), expr.span());
            Some(quote_spanned!(expr.span()=> const _: () = #call;))
        }
        _ => None,
    });
    let sizes: Vec<_> = sizes.collect();
    let calls: Vec<_> = model
        .witnesses
        .iter()
        .filter_map(|witness| match witness {
            Witness::Call(call) => Some(call),
            Witness::Value(_) => None,
        })
        .collect();
    let values: Vec<_> = model
        .witnesses
        .iter()
        .filter_map(|witness| match witness {
            Witness::Value(value) => Some(value),
            Witness::Call(_) => None,
        })
        .collect();
    let values = if generic { quote!() } else { quote!(#(const _: () = #values)*) };
    let calls = if calls.is_empty() {
        quote!()
    } else if generic {
        quote! {
            fn __shapes #impl_generics () #where_clause {
                #(#calls)*
            }
        }
    } else {
        quote! {
            fn __shapes() {
                #(#calls)*
            }
        }
    };
    quote!(#(#sizes)* #values #calls)
}

/// What is judged of a generic network once its parameters are known: no size is zero, and the values the user wrote fit.
pub fn of_parameters(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, model, .. } = context;
    if model.generics.const_params().next().is_none() {
        return quote!();
    }
    let made = unit.steps.iter().filter_map(|step| match step {
        Step::Layer(layer) => Some(&layer.output),
        Step::View(shape) => Some(shape),
        _ => None,
    });
    let mut checked: Vec<String> = Vec::new();
    let mut calls = TokenStream::new();
    for size in std::iter::once(&unit.input).chain(made).filter_map(Shape::sizes).flatten() {
        if let Size::Parameter(parameter) = size
            && !checked.contains(&parameter.to_string())
        {
            checked.push(parameter.to_string());
            let zero = format!("`{parameter}` of `{}` is a size of zero", model.name);
            calls.extend(respan(quote!(#core::__private::at_least_one(#parameter, #zero);), parameter.span()));
        }
    }
    if unit.kind == UnitKind::Network {
        calls.extend(model.proofs.iter().map(|proof| proof.check.clone()));
        calls.extend(model.witnesses.iter().filter_map(|witness| match witness {
            Witness::Value(value) => Some(value.clone()),
            Witness::Call(_) => None,
        }));
    }
    calls
}
