//! Arguments as other languages write them.

use proc_macro2::Span;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Expr, Ident, Lit, LitFloat, Token, parse_quote};

use crate::declaration::Argument;
use crate::errors::Errors;
use crate::names::text_of_tokens;
use crate::parse::skip::skip_token;

/// `Dense { 8 }` and `Dense { units: 8 }`, as an argument.
pub fn argument_in_braces(content: ParseStream, layer: &str, span: Span, errors: &mut Errors) -> Option<Argument> {
    let ahead = content.fork();
    if ahead.peek(Ident) && ahead.peek2(Token![:]) {
        skip_token(&ahead);
        skip_token(&ahead);
    }
    let value: Expr = ahead.parse().ok().filter(|value| !matches!(value, Expr::Path(_)))?;
    let _ = ahead.parse::<Option<Token![,]>>();
    if !ahead.is_empty() {
        return None;
    }
    let text = text_of_tokens(value.to_token_stream());
    errors.help(span, "arguments stand in parentheses", format_args!("write `{layer}({text})`"));
    content.advance_to(&ahead);
    Some(Argument { name: None, value })
}

/// `20%`, which is 0.2.
pub fn percent(content: ParseStream, errors: &mut Errors) -> Option<Expr> {
    let ahead = content.fork();
    let (number, first) = (ahead.parse::<Lit>().ok()?, content.span());
    let last = ahead.parse::<Token![%]>().ok()?.span;
    if !ahead.is_empty() && !ahead.peek(Token![,]) {
        return None;
    }
    let share = number.to_token_stream().to_string().parse::<f64>().ok()? / 100.0;
    let literal = LitFloat::new(&format!("{share:?}"), first);
    errors.help((first, last), "a share is a number from 0 to 1", format_args!("write `{literal}`"));
    content.advance_to(&ahead);
    Some(parse_quote!(#literal))
}

/// `4 neurons`: what a number counts is said by its place.
pub fn unit(content: ParseStream, errors: &mut Errors) -> bool {
    let ahead = content.fork();
    let word = ahead.parse::<Ident>().ok().filter(|_| ahead.is_empty() || ahead.peek(Token![,]));
    if let Some(word) = &word {
        errors.help(word, "an argument is a value alone", format_args!("remove `{word}`"));
        content.advance_to(&ahead);
        let _ = content.parse::<Option<Token![,]>>();
    }
    word.is_some()
}

/// `bias = ` without a value, which is then left out.
pub fn no_value(content: ParseStream, name: &Ident, errors: &mut Errors) -> bool {
    let is_missing = content.is_empty() || content.peek(Token![,]);
    if is_missing {
        let what = format!("`{name}` has no value");
        match name.to_string().as_str() {
            "bias" => errors.help(name, what, "for example `bias = false`"),
            "init" => errors.help(name, what, "for example `init = He`"),
            _ => errors.help(name, what, "write one behind `=`"),
        }
    }
    is_missing
}
