//! `#[derive(Parameters)]`: the parameters of a layer of the user's own.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields, Index, Path, parse_quote};

use crate::shape::mentions;

/// Every field is a slice of parameters; `#[parameters(scalar = f64)]` and `#[parameters(crate = …)]` on the struct name
/// scalar and crate, `#[parameters(fixed)]` on a field says that it is saved, but not trained.
pub fn parameters(input: DeriveInput) -> TokenStream {
    match expand(input) {
        Ok(tokens) => tokens,
        Err(error) => error.into_compile_error(),
    }
}

fn expand(input: DeriveInput) -> syn::Result<TokenStream> {
    let mut core: Path = parse_quote!(::nn_core);
    let mut scalar: Option<Path> = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("parameters")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("crate") {
                core = meta.value()?.parse()?;
            } else if meta.path.is_ident("scalar") {
                scalar = Some(meta.value()?.parse()?);
            } else {
                return Err(meta.error("expected `scalar = …` or `crate = …`"));
            }
            Ok(())
        })?;
    }
    let first_type = input.generics.type_params().next().map(|parameter| parameter.ident.clone());
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new(
            input.ident.span(),
            "`Parameters` can be derived for a struct\n\nhelp: write `struct`",
        ));
    };
    let fields: Vec<_> = match &data.fields {
        Fields::Unit => Vec::new(),
        fields => fields.iter().collect(),
    };
    let names: Vec<_> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| match &field.ident {
            Some(name) => quote!(#name),
            None => {
                let index = Index::from(at);
                quote!(#index)
            }
        })
        .collect();
    let kinds: Vec<_> = fields.iter().map(|field| &field.ty).collect();
    // The other scalar, in an array of numbers, is no choice that can be seen.
    let holds = |field: &&&Field, scalar: &str| mentions(field.ty.to_token_stream(), &format_ident!("{scalar}"));
    let double = match (&scalar, &first_type) {
        (None, None) if !fields.iter().any(|field| holds(&field, "f32")) => {
            fields.iter().find(|field| holds(field, "f64"))
        }
        _ => None,
    };
    let unsaid = double.map(|field| {
        let what = "these are the parameters of a layer that runs on `f32`, but this is `f64`";
        let help = "write `#[parameters(scalar = f64)]` before the struct";
        syn::Error::new_spanned(&field.ty, format_args!("{what}\n\nhelp: {help}")).into_compile_error()
    });
    let scalar = scalar.or_else(|| first_type.map(Path::from)).unwrap_or_else(|| match double {
        Some(_) => parse_quote!(f64),
        None => parse_quote!(f32),
    });
    let mut fixed = Vec::new();
    for field in &fields {
        let mut is_fixed = false;
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("parameters")) {
            attribute.parse_nested_meta(|meta| {
                is_fixed |= meta.path.is_ident("fixed");
                if meta.path.is_ident("fixed") { Ok(()) } else { Err(meta.error("expected `fixed`")) }
            })?;
        }
        fixed.push(is_fixed);
    }
    let visits = names.iter().zip(&kinds).zip(&fixed).map(|((name, kind), &fixed)| {
        if fixed {
            quote!(<#kind as #core::Parameters<#scalar>>::visit(&self.#name, &mut |_, __slice: &[#scalar]| __visitor(#core::Role::Fixed, __slice));)
        } else {
            quote!(<#kind as #core::Parameters<#scalar>>::visit(&self.#name, __visitor);)
        }
    });
    let visits_mut = names.iter().zip(&kinds).zip(&fixed).map(|((name, kind), &fixed)| {
        if fixed {
            quote!(<#kind as #core::Parameters<#scalar>>::visit_mut(&mut self.#name, &mut |_, __slice: &mut [#scalar]| __visitor(#core::Role::Fixed, __slice));)
        } else {
            quote!(<#kind as #core::Parameters<#scalar>>::visit_mut(&mut self.#name, __visitor);)
        }
    });
    let parts = names.iter().zip(&kinds).zip(&fixed).map(|((name, kind), &fixed)| {
        let (name, of) = (quote!(::core::stringify!(#name)), quote!(<#kind as #core::Parameters<#scalar>>::TENSORS));
        let of = if fixed { quote!(#core::tensors::Tensors::Fixed { of: &#of }) } else { of };
        quote!(#core::tensors::Part::new(#name, #of))
    });
    let text = input.ident.unraw().to_string();
    let trained: Vec<_> = kinds.iter().zip(&fixed).filter(|&(_, &fixed)| !fixed).map(|(kind, _)| kind).collect();
    let flat = input.attrs.iter().any(|attribute| {
        attribute.path().is_ident("repr")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|repr| repr == format_ident!("C", span = attribute.span()))
    });
    let fills = quote!(0 #(+ ::core::mem::size_of::<#kinds>())* == ::core::mem::size_of::<Self>());
    let flat = if flat { quote!(true #(&& <#kinds as #core::Plain>::FLAT)* && #fills) } else { quote!(false) };
    let (name, (impl_generics, type_generics, where_clause)) = (&input.ident, input.generics.split_for_impl());
    Ok(quote! {
        #unsaid
        #[allow(clippy::all, unused)]
        const _: () = {
            // SAFETY: every field is plain; flat only with `repr(C)` and flat fields that fill the struct.
            unsafe impl #impl_generics #core::Plain for #name #type_generics #where_clause {
                const FLAT: bool = #flat;
            }
            impl #impl_generics #core::Parameters<#scalar> for #name #type_generics #where_clause {
                const VALUES: usize = 0 #(+ <#kinds as #core::Parameters<#scalar>>::VALUES)*;
                const TRAINED: usize = 0 #(+ <#trained as #core::Parameters<#scalar>>::TRAINED)*;
                const TENSORS: #core::tensors::Tensors = #core::tensors::Tensors::Parts { parts: &[#(#parts),*] };
                const KIND: &'static str = #text;
                fn visit(&self, __visitor: &mut impl ::core::ops::FnMut(#core::Role, &[#scalar])) {
                    let _ = &__visitor;
                    #(#visits)*
                }
                fn visit_mut(&mut self, __visitor: &mut impl ::core::ops::FnMut(#core::Role, &mut [#scalar])) {
                    let _ = &__visitor;
                    #(#visits_mut)*
                }
            }
        };
    })
}
