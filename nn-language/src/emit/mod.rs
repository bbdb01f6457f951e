//! Model → tokens: types, passes, facts, witnesses.

mod backward;
mod buffers;
mod claims;
mod context;
mod folded;
mod forward;
mod network;
mod passes;
mod stream;
mod trace;
mod types;
mod unit;
mod witness;

use proc_macro2::TokenStream;
use quote::quote;

use crate::fold::Folding;
use crate::model::Model;
use context::Context;

/// Writes out a network.
pub fn emit(model: &Model) -> TokenStream {
    let (named, items) = (types::named_once(model), items(model));
    quote!(#named #items)
}

/// Writes out, beside a network, the one that is left of it.
pub fn emit_folded(folding: &Folding, original: &Model) -> TokenStream {
    let (items, folds) = (items(&folding.model), folded::folds(folding, original));
    quote!(#items #folds)
}

/// All but what the user wrote as an expression or a path.
fn items(model: &Model) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let context = Context {
        core: &model.core,
        scalar: &model.scalar,
        impl_generics: quote!(#impl_generics),
        type_generics: quote!(#type_generics),
        where_clause: quote!(#where_clause),
        model,
    };
    let (cfg, core) = (&model.cfg, &model.core);
    let types = model.units.iter().map(|unit| types::types(&context, unit));
    let plain = model.units.iter().map(|unit| types::plain(&context, unit));
    let passes = model.units.iter().map(|unit| passes::layer(&context, unit));
    let steps = model.units.iter().map(|unit| stream::steps(&context, unit));
    let streams = model.units.iter().map(|unit| stream::item(&context, unit));
    let network = network::network(&context);
    let witnesses = witness::witnesses(&context);
    quote! {
        #(#types)*
        #(#streams)*
        #(#cfg)*
        #[allow(clippy::all, clippy::pedantic, unused, non_camel_case_types)]
        const _: () = {
            #core::__names!();
            #(#plain)*
            #(#passes)*
            #(#steps)*
            #network
            #witnesses
        };
    }
}
