//! Names as other languages write them.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Ident, Token};

use crate::catalogue::find;
use crate::errors::Errors;
use crate::names::{UNNAMED, text_of_tokens, typed};
use crate::parse::skip::skip_token;

/// `self.hidden:`, where a name stands alone.
pub fn without_self(body: ParseStream, errors: &mut Errors) {
    if body.peek(Token![self]) && body.peek2(Token![.]) {
        errors.help(body.span(), "a name stands without `self.`", "remove `self.`");
        skip_token(body);
        skip_token(body);
    }
}

/// `hidden-1:` and `encoder.fc:`, which are no names.
pub fn divided_name(body: ParseStream, errors: &mut Errors) -> Option<Ident> {
    let ahead = body.fork();
    let first = ahead.call(Ident::parse_any).ok()?;
    let (mut text, mut last, mut what) = (first.to_string(), None, "");
    while ahead.peek(Token![-]) || ahead.peek(Token![.]) {
        what = if ahead.peek(Token![-]) { "a name has no hyphen" } else { "a name has no dot" };
        skip_token(&ahead);
        let part: TokenTree = ahead.parse().ok().filter(is_word)?;
        text += &format!("_{part}");
        last = Some(part.span());
    }
    let last = last?;
    ahead.parse::<Token![:]>().ok().filter(|_| !ahead.peek(Token![:]))?;
    errors.help((first.span(), last), what, format_args!("write `{text}`"));
    body.advance_to(&ahead);
    Some(Ident::new(UNNAMED, first.span()))
}

/// `layers[0]:`, where every line has a name of its own.
pub fn indexed_name(body: ParseStream, errors: &mut Errors) -> Option<Ident> {
    let ahead = body.fork();
    let first = ahead.parse::<Ident>().ok()?;
    let TokenTree::Group(index) = ahead.parse().ok()? else { return None };
    ahead.parse::<Token![:]>().ok().filter(|_| !ahead.peek(Token![:]))?;
    let name = typed(&format!("{first}{}", text_of_tokens(index.stream())))?;
    errors.help((first.span(), index.span()), "a name is one word", format_args!("write `{name}`"));
    body.advance_to(&ahead);
    Some(Ident::new(UNNAMED, first.span()))
}

fn is_word(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_))
}

/// `hidden: hidden:`, where one name is enough.
pub fn second_name(body: ParseStream, errors: &mut Errors) {
    let ahead = body.fork();
    if let (Ok(name), Ok(_)) = (ahead.parse::<Ident>(), ahead.parse::<Token![:]>())
        && ahead.peek(Ident)
    {
        errors.help(&name, "a line has one name", format_args!("remove `{name}:`"));
        body.advance_to(&ahead);
    }
}

/// `nn.` before a layer; of `Dense.new` it is the rest that is wrong.
pub fn without_module(body: ParseStream, errors: &mut Errors) {
    let ahead = body.fork();
    let (first, mut text) = (ahead.span(), String::new());
    let mut last = first;
    while ahead.peek(Ident) && ahead.peek2(Token![.]) && ahead.peek3(Ident) {
        let Some(module) = ahead.parse::<Ident>().ok().filter(|word| find(&word.to_string()).is_none()) else { return };
        text += &format!("{module}.");
        last = ahead.span();
        skip_token(&ahead);
    }
    if !text.is_empty() && !ahead.peek2(Token![.]) {
        errors.help(
            (first, last),
            format_args!("a layer is written without `{text}`"),
            format_args!("remove `{text}`"),
        );
        body.advance_to(&ahead);
    }
}
