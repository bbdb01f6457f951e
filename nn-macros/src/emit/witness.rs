//! Facts that only rustc can judge, put to it where a wrong answer blames the user's own token.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::Context;
use crate::model::{ConstantValue, Witness};
use crate::shape::respan;

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
