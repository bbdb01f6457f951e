//! The structs: a network or block, its gradients, and what makes them plain.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::context::{Context, fields, gradients_name, marker_of};
use super::{claims, trace};
use crate::model::{ConstantValue, LayerNode, Model, Unit, UnitKind};

/// Constants and aliases: everything the user wrote as an expression or a path, once.
pub fn named_once(model: &Model) -> TokenStream {
    let (cfg, core) = (&model.cfg, &model.core);
    let constants = model.constants.iter().map(|constant| {
        let name = &constant.name;
        let value = match &constant.value {
            // In a type rustc advises a constant to whoever wrote a variable; in a constant it would advise a variable.
            ConstantValue::Written(expr, _) => {
                let length = format_ident!("{name}_length");
                return quote! {
                    #(#cfg)*
                    #[doc(hidden)]
                    #[allow(non_camel_case_types, unused_braces, unused_parens, clippy::all)]
                    type #length = [(); #expr];
                    #(#cfg)*
                    #[doc(hidden)]
                    #[allow(dead_code, non_upper_case_globals)]
                    const #name: usize = <#length as #core::__private::Length>::LENGTH;
                };
            }
            ConstantValue::Size(value) => quote!(const #name: usize = #value;),
            ConstantValue::Number(value) => quote!(const #name: f64 = #value;),
        };
        quote! {
            #(#cfg)*
            #[doc(hidden)]
            #[allow(dead_code, non_upper_case_globals, unused_braces, unused_parens, clippy::all)]
            #value
        }
    });
    let aliases = model.aliases.iter().map(|alias| {
        let (name, path) = (&alias.name, &alias.path);
        let parameters = alias.parameters.iter().map(|parameter| {
            let constant = model.generics.const_params().find(|known| known.ident == *parameter);
            match constant {
                Some(constant) => {
                    let size = &constant.ty;
                    quote!(const #parameter: #size)
                }
                None => quote!(#parameter),
            }
        });
        let parameters: Vec<_> = parameters.collect();
        let parameters = if parameters.is_empty() { quote!() } else { quote!(<#(#parameters),*>) };
        quote! {
            #(#cfg)*
            #[doc(hidden)]
            #[allow(non_camel_case_types, clippy::all)]
            type #name #parameters = #path;
        }
    });
    quote!(#(#constants)* #(#aliases)*)
}

/// The struct of a unit and the one of its gradients.
pub fn types(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, type_generics, where_clause, model, .. } = context;
    let text = unit.name.unraw();
    let (cfg, visibility, name, gradients) = (&model.cfg, &model.visibility, &unit.name, gradients_name(unit));
    // As the user wrote them: with defaults, which an `impl` does not take.
    let generics = &model.generics.params;
    let generics = if generics.is_empty() { quote!() } else { quote!(<#generics>) };
    let fields = fields(unit);
    let names: Vec<_> = fields.iter().map(|layer| &layer.field).collect();
    let layer_types: Vec<_> = fields.iter().map(|layer| &layer.layer_type).collect();
    let (marker, _) = marker_of(context, unit);
    let (attributes, field_docs): (TokenStream, Vec<TokenStream>) = match unit.kind {
        UnitKind::Network => {
            let attributes = &model.attributes;
            let table = table(unit);
            let bare = format!("A network, declared with `network!`: `{text}`.");
            let has_doc = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
            let first = if has_doc { quote!() } else { quote!(#[doc = #bare]) };
            (quote!(#first #(#attributes)* #(#[doc = #table])*), docs(unit, &fields))
        }
        _ => {
            let doc = format!("A block of [`{}`].", model.name.unraw());
            (quote!(#[doc = #doc] #[allow(non_camel_case_types)]), docs(unit, &fields))
        }
    };
    let gradients_doc = format!("The gradients of [`{text}`]: one number per trained parameter.");
    let tape = if unit.kind == UnitKind::Network {
        let trace = trace::item(context, unit);
        let tape = format_ident!("{}Tape", name);
        let doc = format!("What [`{text}`] records for its backward pass.");
        let parameters = model.generics.params.iter().cloned().map(|mut parameter| {
            if let syn::GenericParam::Type(parameter) = &mut parameter {
                (parameter.colon_token, parameter.bounds) = Default::default();
            }
            parameter
        });
        let taken = model.generics.const_params().any(|parameter| parameter.ident == "ROWS");
        let rows = format_ident!("{}", if taken { "__ROWS" } else { "ROWS" });
        // At the name of the network, for which the name of its tape has to be free too.
        let alias = quote_spanned! {name.span()=>
            #[doc = #doc]
            #[allow(dead_code)]
            #visibility type #tape<#(#parameters,)* const #rows: usize = 1> = #core::Tape<#name #type_generics, #rows>;
        };
        quote! {
            #(#cfg)*
            #alias
            #trace
        }
    } else {
        quote!()
    };
    quote! {
        #(#cfg)*
        #attributes
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        #[repr(C)]
        #visibility struct #name #generics #where_clause {
            #(
                #field_docs
                pub #names: #layer_types,
            )*
            #marker
        }

        #(#cfg)*
        #core::__gradients! {
            [#[doc = #gradients_doc] #[allow(dead_code, non_camel_case_types)] #[repr(C)]]
            [#visibility struct #gradients #generics] [#where_clause] #scalar, { #marker };
            #(#names: #layer_types;)*
        }

        #tape
    }
}

/// What makes the structs of a unit plain memory with parameters.
pub fn plain(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, .. } = context;
    let (name, gradients) = (&unit.name, gradients_name(unit));
    let all = unit.graph.layers().map(|(layer, output)| {
        let (name, kind, claims) = (&layer.field, &layer.layer_type, claims::of_field(core, layer, output));
        (layer.is_field, if layer.is_field { quote!(#name: #kind #claims;) } else { quote!(+ #kind #claims;) })
    });
    let (fields, others): (Vec<_>, Vec<_>) = all.partition(|(is_field, _)| *is_field);
    let fields = fields.into_iter().chain(others).map(|(_, line)| line);
    let values = claims::of_values(unit);
    let text = name.unraw().to_string();
    let (_, marker) = marker_of(context, unit);
    quote! {
        #core::__unit! {
            [#impl_generics] [#name #type_generics] [#gradients #type_generics] [#where_clause] #scalar, #text,
            { #marker };
            #(#fields)* #values
        }
    }
}

/// What the fields are: what the user says of them, and what is known.
fn docs(unit: &Unit, fields: &[&LayerNode]) -> Vec<TokenStream> {
    let of_field = |layer: &&LayerNode| {
        let name = layer.field.unraw().to_string();
        let known = match unit.table.iter().find(|line| line.name == name) {
            Some(line) => format!("`{}`, to {}.", line.layer, line.shape.kind_text()),
            None => "A branch without parameters.".to_string(),
        };
        let docs = &layer.docs;
        let apart = if docs.is_empty() { quote!() } else { quote!(#[doc = ""]) };
        quote!(#(#docs)* #apart #[doc = #known])
    };
    fields.iter().map(of_field).collect()
}

/// The layer table of the struct's documentation.
fn table(unit: &Unit) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        "| line | layer | output |".to_string(),
        "|---|---|---|".to_string(),
        format!("| | input | `{}` |", unit.graph.input().text()),
    ];
    lines.extend(unit.table.iter().map(|line| {
        let name = if line.name.is_empty() { String::new() } else { format!("`{}`", line.name) };
        format!("| {name} | `{}` | `{}` |", line.layer, line.shape.text())
    }));
    lines
}
