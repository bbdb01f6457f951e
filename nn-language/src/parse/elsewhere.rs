//! Lines as other languages write them: told once, and read as what they mean.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Expr, Ident, Lit, LitFloat, Token, parse_quote, parse2, token};

use super::skip::skip_token;
use crate::catalogue::find;
use crate::declaration::Statement;
use crate::errors::Errors;
use crate::names::{UNNAMED, text_of_tokens};

/// `self.hidden:`, where a name stands alone.
pub(super) fn without_self(body: ParseStream, errors: &mut Errors) {
    if body.peek(Token![self]) && body.peek2(Token![.]) {
        errors.help(body.span(), "a name stands without `self.`", "remove `self.`");
        skip_token(body);
        skip_token(body);
    }
}

/// `hidden-1:`, which is no name.
pub(super) fn hyphened_name(body: ParseStream, errors: &mut Errors) -> Option<Ident> {
    let ahead = body.fork();
    let first = ahead.call(Ident::parse_any).ok()?;
    let (mut text, mut last) = (first.to_string(), None);
    while ahead.parse::<Token![-]>().is_ok() {
        let part: TokenTree = ahead.parse().ok().filter(is_word)?;
        text += &format!("_{part}");
        last = Some(part.span());
    }
    let last = last?;
    ahead.parse::<Token![:]>().ok()?;
    errors.help((first.span(), last), "a name has no hyphen", format_args!("write `{text}`"));
    body.advance_to(&ahead);
    Some(Ident::new(UNNAMED, first.span()))
}

fn is_word(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_))
}

/// `hidden: hidden:`, where one name is enough.
pub(super) fn second_name(body: ParseStream, errors: &mut Errors) {
    let ahead = body.fork();
    if let (Ok(name), Ok(_)) = (ahead.parse::<Ident>(), ahead.parse::<Token![:]>())
        && ahead.peek(Ident)
    {
        errors.help(&name, "a line has one name", format_args!("remove `{name}:`"));
        body.advance_to(&ahead);
    }
}

/// `nn.` before a layer; of `Dense.new` it is the rest that is wrong.
pub(super) fn without_module(body: ParseStream, errors: &mut Errors) {
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

/// What is said of whatever stands behind a layer instead of a comma.
pub(super) fn behind_layer(body: ParseStream, errors: &mut Errors) {
    let at = body.span();
    if let Ok(TokenTree::Group(input)) = body.fork().parse::<TokenTree>()
        && body.peek(token::Paren)
    {
        let text = text_of_tokens(input.to_token_stream());
        let what = "a layer takes what the line before it produces";
        return errors.help(input.span(), what, format_args!("remove `{text}`"));
    }
    if body.peek(Token![*]) {
        return errors.help(at, "a line is one layer", "one line for each, with a name of its own: `name: Layer(…),`");
    }
    errors.help(at, "expected `,` after a layer", "one layer a line: `name: Layer(…),`");
}

/// `20%`, which is 0.2.
pub(super) fn percent(content: ParseStream, errors: &mut Errors) -> Option<Expr> {
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

/// `bias = ` without a value, which is then left out.
pub(super) fn no_value(content: ParseStream, name: &Ident, errors: &mut Errors) -> bool {
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

/// `f32[8]`.
pub(super) fn c_array(body: ParseStream, name: &Ident, errors: &mut Errors) -> Option<Statement> {
    let ahead = body.fork();
    let scalar = ahead.parse::<Ident>().ok()?;
    let statement = c_statement(&ahead, name.clone(), scalar)?;
    let what = "the sizes of an array stand beside its scalar";
    errors.help(statement.sizes_ends, what, format_args!("write `{}`", text(&statement)));
    body.advance_to(&ahead);
    Some(statement)
}

/// `f32 input[8]`, where the name stands first.
pub(super) fn c_declaration(body: ParseStream, errors: &mut Errors) -> Option<Statement> {
    let ahead = body.fork();
    let (scalar, name) = (ahead.parse::<Ident>().ok()?, ahead.parse::<Ident>().ok()?);
    let statement = c_statement(&ahead, name, scalar)?;
    let help = format!("write `{}: {}`", statement.name, text(&statement));
    errors.help(statement.sizes_ends, "a name stands before what it is", help);
    body.advance_to(&ahead);
    Some(statement)
}

/// The sizes that stand behind an array's name in C, `[8][4]`; all from the scalar on is underlined.
fn c_statement(ahead: ParseStream, name: Ident, scalar: Ident) -> Option<Statement> {
    let (mut sizes, mut last) = (Vec::new(), None);
    while ahead.peek(token::Bracket) {
        let TokenTree::Group(group) = ahead.parse().ok()? else { return None };
        last = Some(group.span());
        sizes.push(parse2(group.stream()).ok()?);
    }
    let sizes_ends = (scalar.span(), last.filter(|_| scalar == "f32" || scalar == "f64")?);
    Some(Statement { name, scalar: scalar.into(), scalar_is_stated: true, sizes, sizes_ends, missing: false })
}

fn text(statement: &Statement) -> String {
    Statement::text(&text_of_tokens(statement.scalar.to_token_stream()), &statement.sizes)
}

/// Words behind a `#`, which end nobody knows where: what follows is read from where a line may begin, before a network from its
/// `struct` on.
pub(super) fn comment(body: ParseStream, sign: Span, errors: &mut Errors) {
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
