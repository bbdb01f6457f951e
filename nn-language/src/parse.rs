//! Tokens → [`Declaration`], going on after a bad line.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Ident, LitInt, LitStr, Path, Token, braced, bracketed, parenthesized, parse_quote, token};

use crate::catalogue;
use crate::declaration::{Argument, Body, Declaration, LayerLine, Line, Statement};
use crate::errors::{Errors, near_miss};
use crate::names::{UNNAMED, is_plain, text_of_tokens, typed};
use crate::shape::{ends, mentions};

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
        let unused = unused(&generics, &body.fork().parse()?);
        let lines = lines(&body, &mut errors)?;
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
            lines,
        };
        given_once(&attributes, &["crate_path", "unroll", "budget"], &mut errors);
        for attribute in attributes {
            if attribute.path().is_ident("crate_path") {
                match attribute.parse_args() {
                    Ok(path) => declaration.crate_path = path,
                    Err(error) => errors.syntax(error),
                }
            } else if attribute.path().is_ident("unroll") {
                match attribute.parse_args() {
                    Ok(limit) => declaration.unroll = Some(limit),
                    Err(error) => errors.syntax(error),
                }
            } else if attribute.path().is_ident("budget") {
                match attribute.parse_args() {
                    Ok(budget) => declaration.budget = Some(budget),
                    Err(error) => errors.syntax(error),
                }
            } else {
                declaration.attributes.push(attribute);
            }
        }
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

/// Takes all that is left: a group that is left half read would be an error of its own.
fn rest(content: ParseStream) -> TokenStream {
    content.parse().unwrap_or_default()
}

/// Lines up to the end of a body. A bad line is noted and skipped.
fn lines(body: ParseStream, errors: &mut Errors) -> syn::Result<Vec<Line>> {
    let mut lines = Vec::new();
    while !body.is_empty() {
        let before = errors.count();
        match line(body, errors) {
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
        } else if body.peek(Token![;]) {
            errors.help(body.span(), "a line ends with `,`, not with `;`", "write `,`");
            body.parse::<Token![;]>()?;
        } else if !said && looks_like_line(body) {
            errors.help(body.span(), "expected `,` before this line", "end the line before with a comma");
        } else {
            if !said {
                errors.help(body.span(), "expected `,` after a layer", "one layer a line: `name: Layer(…),`");
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

/// Whether a new line seems to start here, so that only its comma is missing.
fn looks_like_line(body: ParseStream) -> bool {
    body.peek(Token![#]) || body.peek(Ident) && !body.peek2(Token![.])
}

/// Skips to behind the next comma, at the least one token.
fn skip_line(body: ParseStream) -> syn::Result<()> {
    while !body.is_empty() {
        if body.peek(Token![,]) {
            body.parse::<Token![,]>()?;
            break;
        }
        body.parse::<TokenTree>()?;
    }
    Ok(())
}

fn line(body: ParseStream, errors: &mut Errors) -> syn::Result<Line> {
    let attributes = body.call(Attribute::parse_outer)?;
    let name = line_name(body, errors)?;
    if body.peek(token::Bracket) {
        if let Some(attribute) = attributes.iter().find(|attribute| !attribute.path().is_ident("doc")) {
            let text = text_of_tokens(attribute.to_token_stream());
            errors.help(attribute, "a stated shape takes no attribute", format_args!("remove `{text}`"));
        }
        return Ok(Line::Statement(statement(body, name, errors)?));
    }

    let mut layer = LayerLine { frozen: None, unroll: None, name, path: parse_quote!(Identity), body: Body::Missing };
    if body.is_empty()
        && layer.name.is_none()
        && let Some(last) = attributes.last()
    {
        errors.help(last, "expected a layer behind this attribute", "write a layer, for example `hidden: Dense(10)`");
        return Ok(Line::Layer(layer));
    }
    line_attributes(attributes, &mut layer, errors);
    match layer_path(body, layer.name.as_ref(), errors) {
        Some(path) => layer.path = path,
        None => return Ok(Line::Layer(layer)),
    }
    layer.body = if body.peek(token::Paren) {
        let content;
        let paren = parenthesized!(content in body);
        match arguments(&content, errors) {
            Some(arguments) => Body::Arguments { span: paren.span.join(), arguments },
            None => Body::Missing,
        }
    } else if body.peek(token::Brace) {
        let content;
        let brace = braced!(content in body);
        let takes_none = layer
            .word()
            .and_then(|word| catalogue::find(&word.to_string()))
            .is_some_and(|entry| entry.block().is_none());
        // A layer without lines is told so, and not what is wrong with each of them.
        let lines = if takes_none { lines(&content, &mut Errors::default()) } else { lines(&content, errors) };
        Body::Block { span: brace.span.join(), lines: lines? }
    } else {
        Body::Bare
    };
    Ok(Line::Layer(layer))
}

/// `name:`, if there is one.
fn line_name(body: ParseStream, errors: &mut Errors) -> syn::Result<Option<Ident>> {
    if body.peek2(Token![::]) {
        return Ok(None);
    }
    if body.peek(LitStr) && body.peek2(Token![:]) {
        let text: LitStr = body.parse()?;
        body.parse::<Token![:]>()?;
        let value = text.value();
        let name = typed(&value);
        errors.help(text.span(), "a name stands without quotes", format_args!("write `{name}`"));
        return Ok(Some(Ident::new(if name == value { &name } else { UNNAMED }, text.span())));
    }
    let named = body.peek(Ident::peek_any) && body.peek2(Token![:]);
    let equated = body.peek(Ident) && body.peek2(Token![=]);
    if !named && !equated {
        return Ok(None);
    }
    let mut name = body.call(Ident::parse_any)?;
    let text = name.to_string();
    if !is_plain(&text) && !text.starts_with("r#") {
        let other = typed(&text);
        errors.help(name.span(), format_args!("`{text}` is a keyword of Rust"), format_args!("write `{other}`"));
        name = match other.strip_prefix("r#") {
            Some(raw) => Ident::new_raw(raw, name.span()),
            None => Ident::new(UNNAMED, name.span()),
        };
    }
    if named {
        body.parse::<Token![:]>()?;
    } else {
        errors.help(body.span(), format_args!("expected `:` after `{name}`"), format_args!("write `{name}:`"));
        body.parse::<Token![=]>()?;
    }
    Ok(Some(name))
}

/// What kind of layer; what stands there instead is noted, and left for the end of the line.
fn layer_path(body: ParseStream, name: Option<&Ident>, errors: &mut Errors) -> Option<Path> {
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
    let number = body.fork().parse::<LitInt>().ok();
    let found = body.fork().parse::<TokenTree>().ok().map(|token| text_of_tokens(token.into_token_stream()));
    let example = format!("{}: Dense(10)", name.map_or("hidden".into(), Ident::to_string));
    match (number, found) {
        (Some(number), _) => {
            let help = format!("write `Dense({number})`");
            errors.help(number.span(), format_args!("expected a layer, found the number `{number}`"), help);
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

/// Skips to before the comma that ends a path, which may have commas of its own between `<` and a missing `>`.
fn skip_path(body: ParseStream) {
    while !body.is_empty() {
        let ahead = body.fork();
        let ends = ahead.parse::<Token![,]>().is_ok()
            && (ahead.is_empty() || ahead.peek(Token![#]) || ahead.peek(Ident) && ahead.peek2(Token![:]));
        if ends {
            break;
        }
        skip_token(body);
    }
}

fn skip_token(body: ParseStream) {
    let _ = body.parse::<TokenTree>();
}

/// Of two attributes of one kind only one could be obeyed.
fn given_once(attributes: &[Attribute], names: &[&str], errors: &mut Errors) {
    for name in names {
        for second in attributes.iter().filter(|attribute| attribute.path().is_ident(name)).skip(1) {
            errors.help(second, format_args!("`{name}` is given twice"), "keep one of them");
        }
    }
}

fn line_attributes(attributes: Vec<Attribute>, layer: &mut LayerLine, errors: &mut Errors) {
    given_once(&attributes, &["frozen", "unroll"], errors);
    for attribute in attributes {
        if attribute.path().is_ident("frozen") {
            if attribute.meta.require_path_only().is_err() {
                errors.help(&attribute, "`#[frozen]` takes no arguments", "write `#[frozen]`");
            }
            layer.frozen = Some(attribute.span());
        } else if attribute.path().is_ident("unroll") {
            match attribute.parse_args() {
                Ok(limit) => layer.unroll = Some(limit),
                Err(_) => errors.help(&attribute, "`#[unroll]` takes a number", "write `#[unroll(32)]`"),
            }
        } else if !attribute.path().is_ident("doc") {
            let text = text_of_tokens(attribute.path().to_token_stream());
            let help = match near_miss(&text, ["frozen", "unroll"]) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "layers take `#[frozen]` and `#[unroll(…)]`".to_string(),
            };
            errors.help(&attribute, format_args!("a layer takes no attribute `{text}`"), help);
        }
    }
}

/// What stands in the parentheses of a layer; nothing if it cannot be read.
fn arguments(content: ParseStream, errors: &mut Errors) -> Option<Vec<Argument>> {
    let mut list = Vec::new();
    while !content.is_empty() {
        match argument(content, errors) {
            Ok(argument) => list.push(argument),
            Err(error) => {
                errors.syntax(error);
                rest(content);
                return None;
            }
        }
        if content.is_empty() {
            break;
        }
        if !content.peek(Token![,]) {
            errors.help(
                content.span(),
                "expected `,` between arguments",
                "one after the other: `Dense(10, bias = false)`",
            );
            rest(content);
            break;
        }
        let _ = content.parse::<Token![,]>();
    }
    Some(list)
}

fn argument(content: ParseStream, errors: &mut Errors) -> syn::Result<Argument> {
    let name = if content.peek(Ident) && content.peek2(Token![=]) && !content.peek2(Token![==]) {
        let name = content.parse::<Ident>()?;
        content.parse::<Token![=]>()?;
        Some(name)
    } else {
        None
    };
    let mut value: Expr = content.parse()?;
    if content.peek(Token![->]) || content.peek(Token![=>]) {
        let arrow = content.span();
        skip_token(content);
        if content.peek(Token![>]) {
            skip_token(content);
        }
        value = content.parse()?;
        let outputs = text_of_tokens(value.to_token_stream());
        let what = "a layer is written with its outputs only; its inputs follow from the line before";
        errors.help(arrow, what, format_args!("write `{outputs}`"));
    }
    Ok(Argument { name, value })
}

/// `[f32; 64]`; what cannot be read is noted and stands for one number.
fn statement(body: ParseStream, name: Option<Ident>, errors: &mut Errors) -> syn::Result<Statement> {
    let content;
    let span = bracketed!(content in body).span.join();
    let name = name.unwrap_or_else(|| {
        errors.help(span, "a stated shape needs a name", "write a name before it, for example `input: [f32; 64]`");
        Ident::new(UNNAMED, span)
    });
    let mut statement =
        Statement { name, scalar: parse_quote!(f32), sizes: Vec::new(), sizes_ends: (span, span), missing: true };
    if let Err(error) = shape(&content, span, &mut statement, errors) {
        errors.syntax(error);
    }
    rest(&content);
    Ok(statement)
}

fn shape(content: ParseStream, span: Span, statement: &mut Statement, errors: &mut Errors) -> syn::Result<()> {
    const EXAMPLE: &str = "write `[f32; 64]`";
    if content.peek(token::Bracket) {
        return array_of_arrays(content, span, statement, errors);
    }
    if content.peek(Token![;]) {
        errors.help(content.span(), "expected the scalar of a shape before `;`", EXAMPLE);
    } else {
        match content.parse() {
            Ok(scalar) => statement.scalar = scalar,
            Err(_) => {
                errors.help(span, "expected the scalar of a shape, `;`, and its size", EXAMPLE);
                return Ok(());
            }
        }
    }
    if content.peek(Token![,]) {
        let comma = content.span();
        skip_token(content);
        let sizes = text_of_tokens(rest(&content.fork()));
        let scalar = text_of_tokens(statement.scalar.to_token_stream());
        errors.help(comma, "expected `;` between the scalar and the size", format_args!("write `[{scalar}; {sizes}]`"));
    } else if content.peek(Token![;]) {
        skip_token(content);
    } else if !content.is_empty() {
        errors.help(content.span(), "expected `;` between the scalar and the size", EXAMPLE);
        return Ok(());
    }
    if content.is_empty() {
        errors.help(span, "this shape has no size", EXAMPLE);
        return Ok(());
    }
    sizes(content, statement, errors)
}

fn sizes(content: ParseStream, statement: &mut Statement, errors: &mut Errors) -> syn::Result<()> {
    if content.peek(token::Paren) && tuple_follows(content) {
        let inner;
        let span = parenthesized!(inner in content).span.join();
        let sizes = Punctuated::<Expr, Token![,]>::parse_terminated(&inner);
        rest(&inner);
        (statement.sizes, statement.sizes_ends) = (sizes?.into_iter().collect(), (span, span));
        statement.missing = false;
        return Ok(());
    }
    let size: Expr = content.parse()?;
    (statement.sizes_ends, statement.sizes) = (ends(&size), vec![size]);
    statement.missing = false;
    if content.peek(Token![,]) {
        let comma = content.span();
        let all = format!(
            "{}{}",
            text_of_tokens(statement.sizes[0].to_token_stream()),
            text_of_tokens(rest(&content.fork()))
        );
        skip_token(content);
        statement.sizes.extend(content.call(Punctuated::<Expr, Token![,]>::parse_terminated)?);
        let scalar = text_of_tokens(statement.scalar.to_token_stream());
        errors.help(comma, "several sizes stand in parentheses", format_args!("write `[{scalar}; ({all})]`"));
    } else if !content.is_empty() {
        errors.help(
            content.span(),
            "expected `]` after the size",
            "several sizes stand in parentheses: `[f32; (8, 4)]`",
        );
    }
    Ok(())
}

/// `[[f32; N]; STEPS]`, which is written `[f32; (STEPS, N)]`.
fn array_of_arrays(
    content: ParseStream,
    span: Span,
    statement: &mut Statement,
    errors: &mut Errors,
) -> syn::Result<()> {
    let inner;
    bracketed!(inner in content);
    let before = errors.count();
    let found = shape(&inner, span, statement, errors);
    rest(&inner);
    found?;
    content.parse::<Token![;]>()?;
    statement.sizes.insert(0, content.parse()?);
    statement.sizes_ends = (span, span);
    errors.truncate(before);
    let (scalar, sizes) = (&statement.scalar, &statement.sizes);
    let (scalar, sizes) = (text_of_tokens(scalar.to_token_stream()), text_of_tokens(quote!(#(#sizes),*)));
    errors.help(span, "several sizes stand in one parenthesis", format_args!("write `[{scalar}; ({sizes})]`"));
    Ok(())
}

/// Whether the parenthesis is the whole size, `(H, W, C)`, and not the start of an expression like `(A + B) * 2`.
fn tuple_follows(content: ParseStream) -> bool {
    let fork = content.fork();
    fork.parse::<TokenTree>().is_ok() && fork.is_empty()
}
