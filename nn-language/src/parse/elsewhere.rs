//! Lines as other languages write them: told once, and read as what they mean.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Lit, LitFloat, Token, Visibility, parse_quote, parse2, token};

use super::skip::skip_token;
use crate::catalogue::{called, find};
use crate::declaration::{Argument, Body, LayerLine, Line, Statement};
use crate::errors::Errors;
use crate::names::{UNNAMED, Words, text_of_tokens, typed};

/// `self.hidden:`, where a name stands alone.
pub(super) fn without_self(body: ParseStream, errors: &mut Errors) {
    if body.peek(Token![self]) && body.peek2(Token![.]) {
        errors.help(body.span(), "a name stands without `self.`", "remove `self.`");
        skip_token(body);
        skip_token(body);
    }
}

/// `hidden-1:` and `encoder.fc:`, which are no names.
pub(super) fn divided_name(body: ParseStream, errors: &mut Errors) -> Option<Ident> {
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
pub(super) fn indexed_name(body: ParseStream, errors: &mut Errors) -> Option<Ident> {
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

/// `[Dense(8), Relu]`, several layers as one.
pub(super) fn list_of_layers(body: ParseStream, words: &Words, errors: &mut Errors) -> bool {
    let ahead = body.fork();
    let Ok(TokenTree::Group(list)) = ahead.parse::<TokenTree>() else { return false };
    let first = list.stream().into_iter().next().map(|word| word.to_string()).unwrap_or_default();
    let is_repeated =
        list.stream().into_iter().any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ';'));
    if list.delimiter() == Delimiter::Bracket && is_repeated && find(&first).is_some() {
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
pub(super) fn item(body: ParseStream, errors: &mut Errors) -> bool {
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
pub(super) fn behind_layer(body: ParseStream, line: Option<&Line>, errors: &mut Errors) {
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

/// `Dense { 8 }` and `Dense { units: 8 }`, as an argument.
pub(super) fn argument_in_braces(
    content: ParseStream,
    layer: &str,
    span: Span,
    errors: &mut Errors,
) -> Option<Argument> {
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

/// `4 neurons`: what a number counts is said by its place.
pub(super) fn unit(content: ParseStream, errors: &mut Errors) -> bool {
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
