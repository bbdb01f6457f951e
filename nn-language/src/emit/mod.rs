//! Model → tokens: types, passes, facts, witnesses.

mod backward;
mod branches;
mod buffers;
mod claims;
mod forward;
mod network;
mod plan;
mod sequence;
mod trace;
mod types;
mod witness;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use crate::model::{Model, Unit, UnitKind};
use crate::shape::Shape;

/// What every part of the expansion needs: where nn-core is, the scalar, and the network's generics.
pub struct Context<'a> {
    pub core: &'a Path,
    pub scalar: &'a Path,
    pub impl_generics: TokenStream,
    pub type_generics: TokenStream,
    pub where_clause: TokenStream,
    pub model: &'a Model,
}

impl Context<'_> {
    /// The network's generics with `__ROWS` behind them, as arguments.
    pub fn type_generics_with_rows(&self) -> TokenStream {
        let names = self.generic_names();
        quote!(<#(#names,)* __ROWS>)
    }

    /// The network's generics with `__ROWS` behind them, as parameters.
    pub fn impl_generics_with_rows(&self) -> TokenStream {
        let parameters = self.model.generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Const(parameter) => {
                let (name, kind) = (&parameter.ident, &parameter.ty);
                quote!(const #name: #kind)
            }
            syn::GenericParam::Type(parameter) => {
                let (name, colon, bounds) = (&parameter.ident, &parameter.colon_token, &parameter.bounds);
                quote!(#name #colon #bounds)
            }
            syn::GenericParam::Lifetime(parameter) => quote!(#parameter),
        });
        quote!(<#(#parameters,)* const __ROWS: usize>)
    }

    fn generic_names(&self) -> Vec<TokenStream> {
        let names = self.model.generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Const(parameter) => {
                let name = &parameter.ident;
                quote!(#name)
            }
            syn::GenericParam::Type(parameter) => {
                let name = &parameter.ident;
                quote!(#name)
            }
            syn::GenericParam::Lifetime(parameter) => quote!(#parameter),
        });
        names.collect()
    }

    /// The type of `rows` values of a shape.
    pub fn rows(&self, shape: &Shape, rows: TokenStream) -> TokenStream {
        let (core, scalar, shape) = (self.core, self.scalar, shape.tokens(self.core));
        quote!(#core::Rows<#shape, #scalar, #rows>)
    }

    /// Turbofish for the helpers of nn-core that see rows as flat numbers.
    pub fn flat(&self) -> TokenStream {
        let scalar = self.scalar;
        quote!(::<#scalar, _, _, __ROWS>)
    }
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
    let plain = model.units.iter().map(|unit| types::plain(&context, unit));
    let passes = model.units.iter().map(|unit| layer(&context, unit));
    let network = network::network(&context);
    let witnesses = witness::witnesses(&context);
    quote! {
        #named
        #(#types)*
        #(#cfg)*
        #[allow(clippy::all, clippy::pedantic, unused, non_camel_case_types)]
        const _: () = {
            #(#plain)*
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
