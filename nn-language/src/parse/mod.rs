//! Tokens → [`Declaration`], going on after a bad line.

mod argument;
mod attribute;
mod elsewhere;
mod header;
mod line;
mod skip;
mod statement;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token, braced, bracketed, parenthesized, parse_quote, token};

use crate::declaration::{Declaration, Line};
use crate::errors::Errors;
use crate::names::{Words, text_of_tokens};
use crate::shape::mentions;
use attribute::network_attributes;
use elsewhere::item;
use header::{Header, header};
use line::lines;
use skip::rest;

/// A declaration together with the mistakes found while reading it.
pub struct Parsed(pub Declaration, pub Errors);

impl Parse for Parsed {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut errors = Errors::default();
        // An `enum` is rather what was taken for the struct.
        while !input.is_empty() && !input.peek(Token![enum]) && !input.peek2(Token![enum]) && item(input, &mut errors) {
        }
        let Header { attributes, visibility, name, generics } = header(input, &mut errors)?;
        let (tokens, lines) = body(input, &name, &mut errors)?;
        let unused = unused(&generics, &tokens);
        let mut declaration = Declaration {
            attributes: Vec::new(),
            crate_path: parse_quote!(::nn_core),
            scalar: None,
            unroll: None,
            batch: None,
            budget: None,
            visibility,
            name,
            generics,
            unused,
            words: Words::of(tokens),
            lines,
        };
        network_attributes(attributes, &mut declaration, &mut errors);
        let scalar = declaration.scalar.to_token_stream();
        declaration.unused.retain(|word| !mentions(scalar.clone(), word));
        Ok(Parsed(declaration, errors))
    }
}

/// The lines of a network and their tokens, up to the end of the macro.
fn body(input: ParseStream, name: &Ident, errors: &mut Errors) -> syn::Result<(TokenStream, Vec<Line>)> {
    // What is told of the header is told of the braces too.
    let before = errors.count();
    let is_told = before > 0;
    let help = format!("write `struct {name} {{ … }}`");
    let content;
    let found = if input.peek(token::Brace) {
        braced!(content in input);
        &content
    } else if input.peek(token::Paren) || input.peek(token::Bracket) {
        if !is_told {
            errors.help(name, "the lines of a network stand in braces", help);
        }
        if input.peek(token::Paren) {
            parenthesized!(content in input);
        } else {
            bracketed!(content in input);
        }
        &content
    } else if input.is_empty() || input.peek(Token![;]) {
        if !is_told {
            errors.help(name, format_args!("`{name}` has no lines"), help);
        }
        rest(input);
        input
    } else {
        // The rest is the body: `network!(Net, input: …)`.
        let (at, text) = (input.span(), text_of_tokens(input.parse::<TokenTree>()?.into()));
        if !is_told {
            errors.help(at, format_args!("expected `{{` behind `{name}`, found `{text}`"), help);
        }
        if input.peek(token::Brace) {
            braced!(content in input);
            &content
        } else {
            input
        }
    };
    let tokens: TokenStream = found.fork().parse()?;
    let lines = lines(found, &Words::of(tokens.clone()), errors)?;
    if input.peek(Token![;]) {
        let at = input.span();
        input.parse::<Token![;]>()?;
        if input.is_empty() && errors.count() == before {
            errors.help(at, "the declaration ends with its brace", "remove `;`");
        }
    }
    if !input.is_empty() {
        if errors.count() == before && !item(input, errors) {
            errors.help(input.span(), "`network!` takes one declaration", "write a second `network! { … }`");
        }
        rest(input);
    }
    Ok((tokens, lines))
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
