//! Facts that only rustc can judge, put to it where a wrong answer blames the user's own token.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::GenericParam;

use super::context::Context;
use crate::errors::no_size;
use crate::model::{ConstantValue, Model, Witness};
use crate::shape::{call, ends, mentions};

pub fn witnesses(context: &Context) -> TokenStream {
    let Context { core, impl_generics, where_clause, model, .. } = context;
    let generic = !model.generics.params.is_empty();
    let sizes = model.constants.iter().filter_map(|constant| match &constant.value {
        ConstantValue::Written(expr, label) => {
            let (name, zero) = (&constant.name, no_size(label));
            let check = call(quote!(#core::__private::at_least_one), quote!(#name, #zero), ends(expr));
            Some((format_ident!("SIZE_OF_{}", label.replace(' ', "_").to_uppercase()), check))
        }
        _ => None,
    });
    let sizes: Vec<_> = sizes.collect();
    let calls: Vec<_> = model
        .witnesses
        .iter()
        .filter_map(|witness| match witness {
            Witness::Call(call) => Some(call),
            Witness::Value(..) => None,
        })
        .collect();
    let values: Vec<_> = model
        .witnesses
        .iter()
        .filter_map(|witness| match witness {
            Witness::Value(name, value) => Some((name.clone(), value.clone())),
            Witness::Call(_) => None,
        })
        .collect();
    // What depends on a generic size waits for its value, see `checked`; on a generic scalar no shape depends.
    let values = values.into_iter().filter(|(_, value)| !waits(model, value)).map(|(name, value)| {
        let scalar = model.scalar.get_ident().filter(|scalar| mentions(value.clone(), scalar));
        match scalar.filter(|scalar| model.generics.type_params().any(|parameter| parameter.ident == **scalar)) {
            Some(scalar) => (name, quote!({ type #scalar = f32; #value })),
            None => (name, value),
        }
    });
    let values = named(sizes.into_iter().chain(values));
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
    quote!(#values #calls)
}

/// The values of a generic network, judged where it is instantiated.
pub fn checked(model: &Model) -> TokenStream {
    if model.generics.params.is_empty() {
        return quote!();
    }
    let values = model.witnesses.iter().filter_map(|witness| match witness {
        Witness::Value(_, value) if waits(model, value) => Some(value),
        _ => None,
    });
    let proofs = model.proofs.iter().map(|proof| &proof.check);
    quote!(#(#values;)* #(#proofs;)*)
}

/// Whether a check depends on a generic parameter of the network other than its scalar.
fn waits(model: &Model, tokens: &TokenStream) -> bool {
    model.generics.params.iter().any(|parameter| match parameter {
        GenericParam::Type(parameter) if model.scalar.is_ident(&parameter.ident) => false,
        GenericParam::Type(parameter) => mentions(tokens.clone(), &parameter.ident),
        GenericParam::Const(parameter) => mentions(tokens.clone(), &parameter.ident),
        GenericParam::Lifetime(_) => false,
    })
}

/// Checks as constants, which rustc calls by name if they fail: a name that is taken gets a number.
fn named(checks: impl Iterator<Item = (Ident, TokenStream)>) -> TokenStream {
    let mut taken: Vec<Ident> = Vec::new();
    let constants = checks.map(|(name, check)| {
        let count = taken.iter().filter(|other| **other == name).count();
        taken.push(name.clone());
        let name = if count == 0 { name } else { format_ident!("{name}_{}", count + 1) };
        quote!(const #name: () = #check;)
    });
    constants.collect()
}
