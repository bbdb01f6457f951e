//! Model → tokens: types, passes, facts, witnesses.

mod branches;
mod network;
mod sequence;
mod types;
mod witness;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use crate::model::{Model, Unit, UnitKind};

/// What every part of the expansion needs: where nn-core is, the scalar, and the network's generics.
pub struct Context<'a> {
    pub core: &'a Path,
    pub scalar: &'a Path,
    pub impl_generics: TokenStream,
    pub type_generics: TokenStream,
    pub where_clause: TokenStream,
    pub model: &'a Model,
}

/// Writes out a network.
pub fn emit(model: &Model) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let context = Context {
        core: &model.core,
        scalar: &model.scalar,
        impl_generics: quote!(#impl_generics),
        type_generics: quote!(#type_generics),
        where_clause: quote!(#where_clause),
        model,
    };
    let cfg = &model.cfg;
    let named = types::named_once(model);
    let types = model.units.iter().map(|unit| types::types(&context, unit));
    let passes = model.units.iter().map(|unit| layer(&context, unit));
    let network = network::network(&context);
    let witnesses = witness::witnesses(&context);
    quote! {
        #named
        #(#types)*
        #(#cfg)*
        #[allow(clippy::all, clippy::pedantic, unused, non_camel_case_types)]
        const _: () = {
            #(#passes)*
            #network
            #witnesses
        };
    }
}

/// `impl Layer` for the network or one of its blocks.
fn layer(context: &Context, unit: &Unit) -> TokenStream {
    match unit.kind {
        UnitKind::Network | UnitKind::Chain => sequence::layer(context, unit),
        UnitKind::Sum | UnitKind::Concat => branches::layer(context, unit),
    }
}
