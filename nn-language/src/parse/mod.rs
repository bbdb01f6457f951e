//! Tokens → [`Declaration`], going on after a bad line.

mod argument;
mod attribute;
mod line;
mod skip;
mod statement;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Token, braced, parse_quote};

use crate::declaration::Declaration;
use crate::errors::Errors;
use crate::names::Words;
use crate::shape::mentions;
use attribute::network_attributes;
use line::lines;
use skip::rest;

/// A declaration together with the mistakes found while reading it.
pub struct Parsed(pub Declaration, pub Errors);

impl Parse for Parsed {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut errors = Errors::default();
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        struct_word(input, &mut errors)?;
        let name = input.parse()?;
        let mut generics: syn::Generics = input.parse()?;
        generics.where_clause = input.parse()?;
        let body;
        braced!(body in input);
        let tokens: TokenStream = body.fork().parse()?;
        let (unused, words) = (unused(&generics, &tokens), Words::of(tokens));
        let lines = lines(&body, &words, &mut errors)?;
        if !input.is_empty() {
            errors.help(input.span(), "`network!` takes one declaration", "write a second `network! { … }`");
            rest(input);
        }

        let mut declaration = Declaration {
            attributes: Vec::new(),
            crate_path: parse_quote!(::nn_core),
            unroll: None,
            budget: None,
            visibility,
            name,
            generics,
            unused,
            words,
            lines,
        };
        network_attributes(attributes, &mut declaration, &mut errors);
        Ok(Parsed(declaration, errors))
    }
}

/// Type parameters that stand for nothing in the body, nor in what is asked of others.
fn unused(generics: &syn::Generics, body: &TokenStream) -> Vec<Ident> {
    let clause = &generics.where_clause;
    let stands = |word: &Ident| {
        let others = generics.params.iter().filter(|other| match other {
            syn::GenericParam::Type(other) => other.ident != *word,
            _ => true,
        });
        mentions(quote!(#(#others)* #clause #body), word)
    };
    generics.type_params().map(|parameter| &parameter.ident).filter(|word| !stands(word)).cloned().collect()
}

fn struct_word(input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
    if input.peek(Token![enum]) || input.peek(Token![union]) && input.peek2(Ident) {
        errors.help(input.span(), "a network is declared as a struct", "write `struct`");
        input.parse::<TokenTree>()?;
    } else if input.peek(Ident) {
        let name = input.fork().parse::<Ident>()?;
        errors.help(
            name.span(),
            format_args!("expected `struct` before `{name}`"),
            format_args!("write `struct {name}`"),
        );
    } else {
        input.parse::<Token![struct]>()?;
    }
    Ok(())
}
