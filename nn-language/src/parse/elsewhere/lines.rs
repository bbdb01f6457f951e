//! Lines that are no layer, or more than one.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Lit, Token, Visibility, token};

use crate::catalogue::{called, find};
use crate::declaration::{Body, LayerLine, Line};
use crate::errors::Errors;
use crate::names::{Words, text_of_tokens};
use crate::parse::skip::skip_token;

/// `[Dense(8), Relu]`, several layers as one.
pub fn list_of_layers(body: ParseStream, words: &Words, errors: &mut Errors) -> bool {
    let ahead = body.fork();
    let Ok(TokenTree::Group(list)) = ahead.parse::<TokenTree>() else { return false };
    let first = list.stream().into_iter().next().map(|word| word.to_string()).unwrap_or_default();
    let is_repeated =
        list.stream().into_iter().any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ';'));
    if list.delimiter() == Delimiter::Bracket && is_repeated && find(&first).is_some_and(|entry| entry.owns_values()) {
        let help = "one line for each, with a name of its own: `name: Layer(…),`";
        errors.help(list.span(), "a line is one layer", help);
        body.advance_to(&ahead);
        return true;
    }
    let items = Punctuated::<Expr, Token![,]>::parse_terminated;
    let Some(items) = items.parse2(list.stream()).ok().filter(|_| list.delimiter() == Delimiter::Bracket) else {
        return false;
    };
    let mut lines = Vec::new();
    for item in &items {
        let (word, arguments) = match item {
            Expr::Call(call) => (&*call.func, Some(&call.args)),
            other => (other, None),
        };
        let Expr::Path(path) = word else { return false };
        let Some(entry) = path.path.segments.last().and_then(|last| called(&last.ident.to_string())) else {
            return false;
        };
        let arguments = arguments.map_or(String::new(), |list| format!("({})", text_of_tokens(list.to_token_stream())));
        let name = match entry.owns_values() {
            true => format!("{}: ", words.free(&format!("{}{}", entry.name.to_lowercase(), lines.len() + 1))),
            false => String::new(),
        };
        lines.push(format!("{name}{}{arguments}", entry.name));
    }
    if lines.is_empty() {
        return false;
    }
    let help = format!("write `Chain {{ {} }}`, or each as a line of its own", lines.join(", "));
    errors.help(list.span(), "several layers in one stand in a block", help);
    body.advance_to(&ahead);
    true
}

/// `impl`, `fn` and the like, which stand beside a network; what is told and skipped.
pub fn item(body: ParseStream, errors: &mut Errors) -> bool {
    const ITEMS: [&str; 8] = ["impl", "fn", "enum", "trait", "mod", "type", "use", "unsafe"];
    let ahead = body.fork();
    if ahead.call(Attribute::parse_outer).is_err() || ahead.parse::<Visibility>().is_err() {
        return false;
    }
    let word = ahead.fork().call(Ident::parse_any).ok();
    let Some(word) = word.filter(|word| ITEMS.iter().any(|item| word == item) && !ahead.peek2(Token![:])) else {
        return false;
    };
    let what = format!("`{word}` cannot stand in `network!`, which takes a network alone");
    errors.help(&word, what, "move it behind `network! { … }`");
    body.advance_to(&ahead);
    while !body.is_empty() {
        let ends = body.peek(token::Brace) || body.peek(Token![;]);
        skip_token(body);
        if ends {
            break;
        }
    }
    true
}

/// What is said of whatever stands behind a layer instead of a comma.
pub fn behind_layer(body: ParseStream, line: Option<&Line>, errors: &mut Errors) {
    let at = body.span();
    if let Some(Line::Layer(layer)) = line
        && let Some((at, what, help)) = method(&body.fork(), layer)
    {
        return errors.help(at, what, help);
    }
    if let Ok(TokenTree::Group(input)) = body.fork().parse::<TokenTree>()
        && body.peek(token::Paren)
    {
        let text = text_of_tokens(input.to_token_stream());
        let what = "a layer takes what the line before it produces";
        return errors.help(input.span(), what, format_args!("remove `{text}`"));
    }
    if let Some(Line::Layer(layer)) = line
        && let Some(entry) = layer.word().and_then(|word| find(&word.to_string()))
        && matches!(layer.body, Body::Bare)
        && let Ok(value) = body.fork().parse::<Lit>()
    {
        let text = format!("{}({})", entry.name, text_of_tokens(value.to_token_stream()));
        return errors.help(&value, "arguments stand in parentheses", format_args!("write `{text}`"));
    }
    let is_pipe = body.peek(Token![->]) || body.peek(Token![=>]) || body.peek(Token![>>]) || body.peek(Token![|]);
    if is_pipe {
        return errors.help(at, "what follows a layer is a line of its own", "write `,`");
    }
    if body.peek(Token![*]) {
        return errors.help(at, "a line is one layer", "one line for each, with a name of its own: `name: Layer(…),`");
    }
    errors.help(at, "expected `,` after a layer", "one layer a line: `name: Layer(…),`");
}

/// `.new(10)` and `.relu()` behind a layer: where, and what is said of it.
fn method(ahead: ParseStream, layer: &LayerLine) -> Option<((Span, Span), String, String)> {
    ahead.parse::<Token![.]>().ok()?;
    let word = ahead.call(Ident::parse_any).ok()?;
    let group = ahead.parse::<TokenTree>().ok().filter(|token| matches!(token, TokenTree::Group(_)));
    let at = (word.span(), group.as_ref().map_or(word.span(), TokenTree::span));
    let path = text_of_tokens(layer.path.to_token_stream());
    let text = match (&layer.body, group) {
        (Body::Arguments { arguments, .. }, _) => {
            let arguments: Vec<_> = arguments.iter().map(|argument| text_of_tokens(argument.tokens())).collect();
            format!("{path}({})", arguments.join(", "))
        }
        (_, Some(group)) => format!("{path}{}", text_of_tokens(group.into_token_stream())),
        (_, None) => path,
    };
    Some(match called(&word.to_string()) {
        Some(entry) => {
            let what = "what follows a layer is a line of its own".to_string();
            (at, what, format!("write `{text}, {}`", entry.example))
        }
        None => (at, format!("a layer is written without `.{word}`"), format!("write `{text}`")),
    })
}

/// Words behind a `#`, which end nobody knows where: what follows is read from where a line may begin, before a network from its
/// `struct` on.
pub fn comment(body: ParseStream, sign: Span, errors: &mut Errors) {
    errors.help(sign, "a comment begins with `//`", "write `//`");
    let is_before_network = body
        .fork()
        .parse::<TokenStream>()
        .is_ok_and(|left| left.into_iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "struct")));
    let is_line = |body: ParseStream| {
        let is_named = body.peek(Ident) && body.peek2(Token![:]) && !body.peek2(Token![::]);
        body.peek(Token![#]) || body.peek(Token![pub]) || body.peek(Token![struct]) || !is_before_network && is_named
    };
    while !body.is_empty() && !is_line(body) {
        skip_token(body);
    }
}
