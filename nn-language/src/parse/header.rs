//! What stands before the body: attributes, `pub struct Net<…>`.

use proc_macro2::Span;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, GenericParam, Generics, Ident, Token, Visibility, parse_quote, token};

use super::attribute::attributes;
use crate::errors::{Errors, mistake};
use crate::names::{is_plain, typed};
use crate::shape::ends;

pub(super) struct Header {
    pub(super) attributes: Vec<Attribute>,
    pub(super) visibility: Visibility,
    pub(super) name: Ident,
    pub(super) generics: Generics,
}

/// A network that can be typed.
const EXAMPLE: &str = "write `struct Net { input: [f32; 64], output: Dense(1) }`";

/// Reads up to the body.
pub(super) fn header(input: ParseStream, errors: &mut Errors) -> syn::Result<Header> {
    let attributes = attributes(input, errors);
    let visibility: Visibility = input.parse()?;
    let before = match (&visibility, attributes.last()) {
        (Visibility::Inherited, attribute) => attribute.map(|attribute| attribute.bracket_token.span.join()),
        _ => Some(ends(&visibility).1),
    };
    let word = struct_word(input, before, errors)?;
    let name = name(input, word, errors)?;
    // `Net struct`, which is told.
    input.parse::<Option<Token![struct]>>()?;
    let mut generics: Generics = input.parse().map_err(|_| {
        let what = format!("the generic parameters of `{name}` cannot be read");
        mistake(&name, what, "for example `<T: Scalar, const N: usize>`")
    })?;
    generics.where_clause = input.parse().map_err(|_| {
        mistake(&name, format!("the bounds of `{name}` cannot be read"), "for example `where T: Scalar`")
    })?;
    owns_all(&mut generics, errors);
    sizes_are_constants(&mut generics, errors);
    Ok(Header { attributes, visibility, name, generics })
}

/// `<'a>`: there is nothing that it could borrow.
fn owns_all(generics: &mut Generics, errors: &mut Errors) {
    if let Some(lifetime) = generics.lifetimes().next() {
        let lifetime = lifetime.lifetime.clone();
        errors.help(&lifetime, "a network owns its weights, and borrows nothing", format_args!("remove `{lifetime}`"));
        let kept = generics.params.iter().filter(|parameter| !matches!(parameter, GenericParam::Lifetime(_)));
        generics.params = kept.cloned().collect();
    }
}

/// `<N: usize>`, which is `<const N: usize>`.
fn sizes_are_constants(generics: &mut Generics, errors: &mut Errors) {
    for parameter in &mut generics.params {
        let GenericParam::Type(word) = &*parameter else { continue };
        if word.bounds.to_token_stream().to_string() == "usize" {
            let name = word.ident.clone();
            let what = format!("`{name}` is a number, and no type");
            errors.help(&name, what, format_args!("write `const {name}: usize`"));
            *parameter = parse_quote!(const #name: usize);
        }
    }
}

/// `struct`, or what stands in its place; where it is. Without it and a name nothing can be said of the rest.
fn struct_word(input: ParseStream, before: Option<Span>, errors: &mut Errors) -> syn::Result<Span> {
    let at = input.span();
    if input.is_empty() {
        return Err(match before {
            Some(before) => mistake(before, "expected a network behind this", EXAMPLE),
            None => mistake(at, "`network!` declares nothing", EXAMPLE),
        });
    }
    if input.peek(Token![struct]) {
        input.parse::<Token![struct]>()?;
    } else if input.peek(Ident::peek_any) && input.peek2(Token![struct]) {
        let word = input.call(Ident::parse_any)?;
        input.parse::<Token![struct]>()?;
        errors.help(at, format_args!("a network is a type, without `{word}`"), format_args!("remove `{word}`"));
    } else if input.peek(Ident::peek_any) && input.peek2(Ident) {
        // `enum Net`, `class Net`, `strct Net`.
        input.call(Ident::parse_any)?;
        errors.help(at, "a network is declared as a struct", "write `struct`");
    } else if input.peek(Ident) && !input.peek2(Token![:]) {
        let name = input.fork().parse::<Ident>()?;
        let help = match input.peek2(token::Brace) || input.peek2(Token![<]) {
            true => format!("write `struct {name}`"),
            false => format!("write `struct {name} {{ … }}`"),
        };
        errors.help(at, format_args!("expected `struct` before `{name}`"), help);
    } else if input.peek(Ident) {
        return Err(mistake(at, "the lines of a network stand in a struct", "write `struct Net { … }`"));
    } else {
        return Err(mistake(at, "expected `struct` and the name of a network", "write `struct Net { … }`"));
    }
    Ok(at)
}

/// What the network is called; without a name it is `Net`.
fn name(input: ParseStream, word: Span, errors: &mut Errors) -> syn::Result<Ident> {
    if !input.peek(Ident::peek_any) {
        errors.help(word, "expected a name behind this", "write `struct Net`");
        return Ok(Ident::new("Net", word));
    }
    let name = input.call(Ident::parse_any)?;
    let text = name.to_string();
    if is_plain(&text) || text.starts_with("r#") {
        return Ok(name);
    }
    if input.peek(Ident) {
        errors.help(
            &name,
            format_args!("expected the name of the network, found `{text}`"),
            format_args!("remove `{text}`"),
        );
        return input.parse();
    }
    let what = if text == "_" { "`_` is no name".into() } else { format!("`{text}` is a keyword of Rust") };
    let other = typed(&text).filter(|other| !other.starts_with("r#")).unwrap_or("Net".into());
    errors.help(&name, what, format_args!("write `{other}`"));
    Ok(Ident::new(&other, name.span()))
}
