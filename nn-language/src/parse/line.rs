//! The lines of a body.

use proc_macro2::{Span, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{
    Attribute, Ident, Lit, LitInt, Path, Token, Visibility, braced, bracketed, parenthesized, parse_quote, token,
};

use super::argument::arguments;
use super::attribute::{attributes, line_attributes, without_sign};
use super::elsewhere::{
    argument_in_braces, behind_layer, c_declaration, divided_name, indexed_name, item, list_of_layers, second_name,
    without_module, without_self,
};
use super::skip::{skip_line, skip_path, skip_token};
use super::statement::{borrowed, statement, without_brackets};
use crate::catalogue::{self, Entry};
use crate::declaration::{Body, LayerLine, Line};
use crate::errors::{Errors, near_miss};
use crate::names::{UNNAMED, Words, is_plain, text_of_tokens, typed};

/// Lines up to the end of a body. A bad line is noted and skipped.
pub(super) fn lines(body: ParseStream, words: &Words, errors: &mut Errors) -> syn::Result<Vec<Line>> {
    let mut lines = Vec::new();
    while !body.is_empty() {
        if item(body, errors) {
            continue;
        }
        let (start, before) = (body.cursor(), errors.count());
        match line(body, words, errors) {
            Ok(line) => lines.push(line),
            Err(error) => {
                errors.syntax(error);
                skip_line(body)?;
                continue;
            }
        }
        let said = errors.count() > before;
        if body.is_empty() {
            break;
        }
        if body.peek(Token![,]) {
            body.parse::<Token![,]>()?;
            if body.peek(Token![,]) {
                errors.help(body.span(), "one comma ends a line", "remove `,`");
                while body.parse::<Token![,]>().is_ok() {}
            }
        } else if body.peek(Token![;]) {
            errors.help(body.span(), "a line ends with `,`, not with `;`", "write `,`");
            body.parse::<Token![;]>()?;
        } else if !said && looks_like_line(body) {
            errors.help(
                (start.span(), last_of(start, body)),
                "expected `,` behind this line",
                "end the line with a comma",
            );
        } else {
            if !said {
                behind_layer(body, lines.last(), errors);
                if let Some(Line::Layer(layer)) = lines.last_mut()
                    && matches!(layer.body, Body::Bare)
                {
                    // The line is no layer yet, whatever its first word is.
                    layer.body = Body::Missing;
                }
            }
            skip_line(body)?;
        }
    }
    Ok(lines)
}

/// Where the last token stands that was read since `start`.
fn last_of(start: Cursor, body: ParseStream) -> Span {
    let (mut at, mut last) = (start, body.span());
    while at != body.cursor()
        && let Some((token, next)) = at.token_tree()
    {
        (at, last) = (next, token.span());
    }
    last
}

/// Whether a new line seems to start here, so that only its comma is missing.
fn looks_like_line(body: ParseStream) -> bool {
    body.peek(Token![#]) || body.peek(Ident) && !body.peek2(Token![.])
}

fn line(body: ParseStream, words: &Words, errors: &mut Errors) -> syn::Result<Line> {
    let before = errors.count();
    let mut all = attributes(body, errors);
    without_sign(body, errors);
    let (docs, path) = (Vec::new(), parse_quote!(Identity));
    let mut layer = LayerLine { docs, frozen: None, unroll: None, name: None, path, body: Body::Missing };
    if errors.count() > before && (body.is_empty() || body.peek(Token![,])) {
        return Ok(Line::Layer(layer.into()));
    }
    before_name(body, errors)?;
    without_self(body, errors);
    if let Some(statement) = c_declaration(body, errors) {
        return Ok(Line::Statement(statement));
    }
    let name = match divided_name(body, errors).or_else(|| indexed_name(body, errors)) {
        Some(name) => Some(name),
        None => line_name(body, words, errors)?,
    };
    if let Some(name) = &name {
        second_name(body, errors);
        all.extend(behind_name(body, name, errors));
    }
    borrowed(body, errors)?;
    if list_of_layers(body, words, errors) {
        layer.name = name;
        return Ok(Line::Layer(layer.into()));
    }
    if body.peek(token::Bracket) {
        if let Some(attribute) = all.iter().find(|attribute| !attribute.path().is_ident("doc")) {
            let text = text_of_tokens(attribute.to_token_stream());
            errors.help(attribute, "a stated shape takes no attribute", format_args!("remove `{text}`"));
        }
        return Ok(Line::Statement(statement(body, name, errors)?));
    }
    if let Some(input) = name.as_ref().filter(|name| *name == "input")
        && let Some(statement) = without_brackets(body, input, errors)
    {
        return Ok(Line::Statement(statement));
    }

    layer.name = name;
    if body.is_empty()
        && layer.name.is_none()
        && let Some(last) = all.last()
    {
        let help = format!("write a layer, for example `{}: Dense(10)`", words.free("hidden"));
        errors.help(last, "expected a layer behind this attribute", help);
        return Ok(Line::Layer(layer.into()));
    }
    line_attributes(all, &mut layer, errors);
    without_module(body, errors);
    match layer_path(body, layer.name.as_ref(), words, errors) {
        Some(path) => layer.path = path,
        None => return Ok(Line::Layer(layer.into())),
    }
    parentheses_before(body, &layer.path, errors)?;
    let entry = layer.word().and_then(|word| catalogue::find(&word.to_string()));
    layer.body = if body.peek(token::Paren) {
        let content;
        let paren = parenthesized!(content in body);
        if let Some(entry) = entry.filter(|entry| entry.block().is_some())
            && content.peek(Ident)
            && content.peek2(Token![:])
        {
            let (what, help) =
                (format!("`{}` needs a block of layers", entry.name), format!("write `{} {{ … }}`", entry.name));
            errors.help(&layer.path, what, help);
            let lines = lines(&content, words, &mut Errors::default())?;
            layer.body = Body::Block { span: paren.span.join(), lines };
            return Ok(Line::Layer(layer.into()));
        }
        read(&content, paren.span.join(), errors)
    } else if body.peek(token::Bracket) {
        let content;
        let bracket = bracketed!(content in body);
        read(&content, bracket.span.join(), errors)
    } else if body.peek(token::Brace) {
        let content;
        let brace = braced!(content in body);
        let span = brace.span.join();
        if let Some(entry) = entry.filter(|entry| entry.block().is_none() && !entry.arguments.is_empty())
            && let Some(argument) = argument_in_braces(&content, entry.name, span, errors)
        {
            layer.body = Body::Arguments { span, arguments: vec![argument] };
            return Ok(Line::Layer(layer.into()));
        }
        let takes_none = entry.is_some_and(|entry| entry.block().is_none());
        // A layer without lines is told so, and not what is wrong with each of them.
        let lines =
            if takes_none { lines(&content, words, &mut Errors::default()) } else { lines(&content, words, errors) };
        Body::Block { span, lines: lines? }
    } else {
        Body::Bare
    };
    Ok(Line::Layer(layer.into()))
}

/// `name:`, if there is one.
fn line_name(body: ParseStream, words: &Words, errors: &mut Errors) -> syn::Result<Option<Ident>> {
    if body.peek2(Token![::]) {
        return Ok(None);
    }
    if body.peek(Lit) && body.peek2(Token![:]) && !body.peek(syn::LitBool) {
        return literal_name(body, words, errors).map(Some);
    }
    let named = body.peek(Ident::peek_any) && body.peek2(Token![:]);
    let equated = body.peek(Ident) && body.peek2(Token![=]);
    if !named && !equated && !only_colon_is_missing(body) {
        return Ok(None);
    }
    let mut name = body.call(Ident::parse_any)?;
    let text = name.to_string();
    if !is_plain(&text) && !text.starts_with("r#") {
        let what = if text == "_" { "`_` is no name".into() } else { format!("`{text}` is a keyword of Rust") };
        let other = typed(&text).unwrap_or_else(|| words.free("hidden"));
        errors.help(name.span(), what, format_args!("write `{other}`"));
        name = match other.strip_prefix("r#") {
            Some(raw) => Ident::new_raw(raw, name.span()),
            None => Ident::new(UNNAMED, name.span()),
        };
    }
    if named {
        body.parse::<Token![:]>()?;
    } else {
        let at = if equated { body.span() } else { name.span() };
        errors.help(at, format_args!("expected `:` after `{name}`"), format_args!("write `{name}:`"));
        body.parse::<Option<Token![=]>>()?;
    }
    Ok(Some(name))
}

/// `hidden Dense(10)` and `input [f32; 64]`; where the first word may be a layer, rather a comma is missing.
fn only_colon_is_missing(body: ParseStream) -> bool {
    let Ok(word) = body.fork().parse::<Ident>() else { return false };
    let text = word.to_string();
    let is_near = |needs_more: bool| {
        let may_stand = |entry: &&Entry| needs_more || !entry.owns_values() && entry.block().is_none();
        near_miss(&text, catalogue::layers().filter(may_stand).map(|entry| entry.name)).is_some()
    };
    let shape_follows = body.peek2(token::Bracket) && !is_near(true);
    let layer_follows = body.peek2(Ident) && !body.peek3(Token![:]) && !is_near(false);
    text.starts_with(char::is_lowercase) && (shape_follows || layer_follows)
}

/// `"name":` or `1st:`.
fn literal_name(body: ParseStream, words: &Words, errors: &mut Errors) -> syn::Result<Ident> {
    let literal: Lit = body.parse()?;
    body.parse::<Token![:]>()?;
    let (text, what) = match &literal {
        Lit::Str(text) if text.value().is_empty() => (String::new(), "a name is not empty"),
        Lit::Str(text) => (text.value(), "a name stands without quotes"),
        Lit::Char(letter) => (letter.value().to_string(), "a name stands without quotes"),
        other => (other.to_token_stream().to_string(), "a name does not begin with a digit"),
    };
    let name = typed(&text).unwrap_or_else(|| words.free("hidden"));
    errors.help(literal.span(), what, format_args!("write `{name}`"));
    Ok(Ident::new(if name == text { &name } else { UNNAMED }, literal.span()))
}

/// `hidden: #[frozen] Dense(8)`.
fn behind_name(body: ParseStream, name: &Ident, errors: &mut Errors) -> Vec<Attribute> {
    if !(body.peek(Token![#]) && body.peek2(token::Bracket)) {
        return Vec::new();
    }
    let found = attributes(body, errors);
    if let Some(first) = found.first() {
        let text = text_of_tokens(first.to_token_stream());
        errors.help(first, "an attribute stands before the name", format_args!("write `{text} {name}: …`"));
    }
    found
}

/// `pub` and `let`, which stand before names elsewhere.
fn before_name(body: ParseStream, errors: &mut Errors) -> syn::Result<()> {
    if body.peek(Token![pub]) {
        let visibility: Visibility = body.parse()?;
        let text = text_of_tokens(visibility.to_token_stream());
        errors.help(&visibility, "layers are public without being called so", format_args!("remove `{text}`"));
    }
    let is_word =
        body.peek(Token![let]) || body.peek(Token![mut]) || body.peek(Token![const]) || body.peek(Token![static]);
    if is_word && body.peek2(Ident) {
        let word = body.call(Ident::parse_any)?;
        errors.help(&word, format_args!("a line has no `{word}`"), format_args!("remove `{word}`"));
    }
    Ok(())
}

/// `Dense[8]` and `Dense!(8)`, which are `Dense(8)`.
fn parentheses_before(body: ParseStream, path: &Path, errors: &mut Errors) -> syn::Result<()> {
    let ahead = body.fork();
    let is_macro = ahead.parse::<Token![!]>().is_ok();
    if !(is_macro && ahead.peek(token::Paren) || ahead.peek(token::Bracket)) {
        return Ok(());
    }
    let Ok(TokenTree::Group(group)) = ahead.parse() else { return Ok(()) };
    let word = text_of_tokens(path.to_token_stream());
    let takes_sizes =
        |parameter: &catalogue::Parameter| parameter.positional && parameter.takes == catalogue::Values::Sizes;
    let is_shape = catalogue::find(&word).is_some_and(|entry| entry.arguments.iter().any(takes_sizes));
    let has_several =
        group.stream().into_iter().any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ','));
    let arguments = text_of_tokens(group.stream());
    let text = if is_shape && has_several { format!("{word}(({arguments}))") } else { format!("{word}({arguments})") };
    if is_macro {
        errors.help(body.span(), "a layer is no macro", format_args!("write `{text}`"));
        skip_token(body);
    } else {
        errors.help(group.span(), "arguments stand in parentheses", format_args!("write `{text}`"));
    }
    Ok(())
}

/// The arguments of a layer, if they can be read.
fn read(content: ParseStream, span: Span, errors: &mut Errors) -> Body {
    match arguments(content, errors) {
        Some(arguments) => Body::Arguments { span, arguments },
        None => Body::Missing,
    }
}

/// What kind of layer; what stands there instead is noted, and left for the end of the line.
fn layer_path(body: ParseStream, name: Option<&Ident>, words: &Words, errors: &mut Errors) -> Option<Path> {
    let ahead = body.fork();
    if ahead.parse::<Path>().is_ok() {
        return body.parse().ok();
    }
    if let Ok(word) = body.fork().parse::<Ident>() {
        let help =
            format!("for example `{}: {word}::Layer` or `{word}::<3>`", name.map_or("inner".into(), Ident::to_string));
        errors.help(word.span(), format_args!("the path that begins with `{word}` is not finished"), help);
        skip_path(body);
        return None;
    }
    let in_parenthesis = |body: ParseStream| -> syn::Result<LitInt> {
        let content;
        parenthesized!(content in body);
        content.parse()
    };
    let number = body.fork().parse::<LitInt>().or_else(|_| in_parenthesis(&body.fork())).ok();
    let found = body.fork().parse::<TokenTree>().ok().map(|token| text_of_tokens(token.into_token_stream()));
    let name_text = name.map_or_else(|| words.free("hidden"), Ident::to_string);
    let example = format!("{name_text}: Dense(10)");
    match (number, found) {
        (Some(number), _) => {
            let outputs = number.to_string();
            let help = format!("write `{name_text}: Dense({})`", outputs.trim_start_matches('-'));
            errors.help(number.span(), format_args!("expected a layer, found the number `{number}`"), help);
            skip_token(body);
        }
        (None, Some(found)) if found == "|" => {
            let help = "implement `RowLayer` for a type of your own, and name that type here";
            errors.help(body.span(), "a layer is no closure", help);
            skip_token(body);
        }
        (None, Some(found)) if ["for", "while", "loop", "if", "match"].contains(&&*found) => {
            let what = format!("a network is a list of layers, without `{found}`");
            errors.help(body.span(), what, "write each layer as a line of its own");
            skip_token(body);
        }
        (None, Some(_)) if let Some((text, at)) = layer_in_quotes(body) => {
            errors.help(at, "a layer stands without quotes", format_args!("write `{text}`"));
            skip_token(body);
        }
        (None, Some(found)) => {
            let help = format!("write a layer, for example `{example}`");
            errors.help(body.span(), format_args!("expected a layer, found `{found}`"), help);
            if !body.peek(Token![,]) {
                skip_token(body);
            }
        }
        (None, None) => {
            let at = name.map_or_else(|| body.span(), Ident::span);
            errors.help(at, "expected a layer behind this name", format_args!("write `{example}`"));
        }
    }
    None
}

/// `"Dense(8)"`
fn layer_in_quotes(body: ParseStream) -> Option<(String, Span)> {
    let literal: syn::LitStr = body.fork().parse().ok()?;
    let text = literal.value();
    let word: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    catalogue::called(&word).map(|entry| (format!("{}{}", entry.name, &text[word.len()..]), literal.span()))
}
