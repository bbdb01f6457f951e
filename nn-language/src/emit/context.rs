//! What every part of the expansion needs.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Path;

use crate::model::{LayerNode, Model, Unit};
use crate::shape::{Shape, mentions};

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

/// The layers of a unit that are its fields.
pub fn fields(unit: &Unit) -> Vec<&LayerNode> {
    unit.graph.layers().map(|(layer, _)| layer).filter(|layer| layer.is_field).collect()
}

/// `DigitsGradients`
pub fn gradients_name(unit: &Unit) -> Ident {
    format_ident!("{}Gradients", unit.name)
}

/// The field of a struct that makes use of every type parameter, and its value. Only where no field does: an editor offers it
/// behind `net.`.
pub fn marker(context: &Context, used: impl Fn(&Ident) -> bool) -> (TokenStream, TokenStream) {
    let types: Vec<_> = context.model.generics.type_params().map(|parameter| &parameter.ident).collect();
    if types.iter().all(|parameter| used(parameter)) {
        return (quote!(), quote!());
    }
    let field = quote! {
        #[doc(hidden)]
        pub __generic: ::core::marker::PhantomData<(#(#types,)*)>,
    };
    (field, quote!(__generic: ::core::marker::PhantomData,))
}

/// The one of a unit. A layer of the catalogue makes use of the scalar, and one that is a parameter of that; what a path of the user's does
/// with its arguments is not known.
pub fn marker_of(context: &Context, unit: &Unit) -> (TokenStream, TokenStream) {
    let Context { scalar, model, .. } = context;
    let fields = fields(unit);
    marker(context, |parameter| {
        let is_scalar = scalar.is_ident(parameter) && fields.iter().any(|layer| layer.entry.is_some());
        let mut aliases = model.aliases.iter().filter(|alias| *parameter == alias.path.to_string());
        is_scalar || aliases.any(|alias| fields.iter().any(|layer| mentions(layer.layer_type.clone(), &alias.name)))
    })
}
