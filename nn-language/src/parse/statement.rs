//! Stated shapes.

use proc_macro2::{Delimiter, Span, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Lifetime, Path, Token, bracketed, parenthesized, parse_quote, token};

use super::elsewhere::c_array;
use super::skip::{rest, skip_token};
use crate::declaration::Statement;
use crate::errors::Errors;
use crate::names::{UNNAMED, text_of_tokens};
use crate::shape::ends;

/// `[f32; 64]`; what cannot be read is noted and stands for one number.
pub(super) fn statement(body: ParseStream, name: Option<Ident>, errors: &mut Errors) -> syn::Result<Statement> {
    let content;
    let span = bracketed!(content in body).span.join();
    let name = name.unwrap_or_else(|| {
        errors.help(span, "a stated shape needs a name", "write a name before it, for example `input: [f32; 64]`");
        Ident::new(UNNAMED, span)
    });
    let mut statement = Statement {
        name,
        scalar: parse_quote!(f32),
        scalar_is_stated: false,
        sizes: Vec::new(),
        sizes_ends: (span, span),
        missing: true,
    };
    if let Err(error) = shape(&content, span, &mut statement, errors) {
        errors.syntax(error);
    }
    rest(&content);
    Ok(statement)
}

/// `&[f32; 64]`: a network borrows its input without being told.
pub(super) fn borrowed(body: ParseStream, errors: &mut Errors) -> syn::Result<()> {
    let ahead = body.fork();
    let Ok(sign) = ahead.parse::<Token![&]>() else { return Ok(()) };
    ahead.parse::<Option<Lifetime>>()?;
    ahead.parse::<Option<Token![mut]>>()?;
    if let Ok(TokenTree::Group(array)) = ahead.fork().parse()
        && array.delimiter() == Delimiter::Bracket
    {
        // Without a size it is that which is missing.
        let mut inside = array.stream().into_iter();
        if inside.any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ';')) {
            let array = text_of_tokens(TokenTree::Group(array).into());
            errors.help(&sign, "a shape is stated without `&`", format_args!("write `{array}`"));
        }
        body.advance_to(&ahead);
    }
    Ok(())
}

/// `input: 64` or `input: (8, 8, 1)`.
pub(super) fn without_brackets(body: ParseStream, name: &Ident, errors: &mut Errors) -> Option<Statement> {
    if let Some(array) = c_array(body, name, errors) {
        return Some(array);
    }
    let ahead = body.fork();
    let found: Expr = ahead.parse().ok()?;
    let mut sizes = match &found {
        Expr::Lit(_) | Expr::Binary(_) => vec![found.clone()],
        Expr::Paren(inner) => vec![(*inner.expr).clone()],
        Expr::Tuple(sizes) => sizes.elems.iter().cloned().collect(),
        _ => return None,
    };
    let (mut scalar, mut scalar_is_stated): (Path, _) = (parse_quote!(f32), false);
    if let [Expr::Path(word), _, ..] = sizes.as_slice()
        && (word.path.is_ident("f32") || word.path.is_ident("f64"))
    {
        (scalar, scalar_is_stated) = (word.path.clone(), true);
        sizes.remove(0);
    }
    body.advance_to(&ahead);
    let text = text_of_tokens(found.to_token_stream());
    let what = format!("expected the shape of the input, found `{text}`");
    errors.help(
        &found,
        what,
        format_args!("write `{}`", Statement::text(&text_of_tokens(scalar.to_token_stream()), &sizes)),
    );
    let sizes_ends = ends(&found);
    Some(Statement { name: name.clone(), scalar, scalar_is_stated, sizes, sizes_ends, missing: false })
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
            Ok(scalar) => (statement.scalar, statement.scalar_is_stated) = (scalar, true),
            Err(_) if sizes_first(content, span, statement, errors) => return Ok(()),
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

/// `[8, 8, 1]` without its scalar, `[64; f32]` before it.
fn sizes_first(content: ParseStream, span: Span, statement: &mut Statement, errors: &mut Errors) -> bool {
    let Ok(sizes) = Punctuated::<Expr, Token![,]>::parse_separated_nonempty(content) else { return false };
    let sizes: Vec<Expr> = sizes.into_iter().collect();
    let mut what = "this shape has no scalar";
    if content.parse::<Token![;]>().is_ok()
        && let Ok(scalar) = content.parse()
    {
        (statement.scalar, statement.scalar_is_stated) = (scalar, true);
        what = "the scalar of a shape stands before its size";
    }
    let scalar = text_of_tokens(statement.scalar.to_token_stream());
    match layers_of(&statement.name, &sizes).filter(|_| !statement.scalar_is_stated) {
        Some(layers) => errors.help(span, "a layer is a line of its own", format_args!("write `{layers}`")),
        None => errors.help(span, what, format_args!("write `{}`", Statement::text(&scalar, &sizes))),
    }
    (statement.sizes, statement.missing) = (sizes, false);
    true
}

/// The layers that `hidden_layer_sizes: [100, 50]` means.
fn layers_of(name: &Ident, sizes: &[Expr]) -> Option<String> {
    const SEVERAL: [&str; 5] = ["layer", "hidden", "sizes", "units", "neurons"];
    let name = name.to_string();
    if !SEVERAL.iter().any(|word| name.contains(word)) {
        return None;
    }
    let line =
        |(at, size): (usize, &Expr)| format!("hidden{}: Dense({})", at + 1, text_of_tokens(size.to_token_stream()));
    Some(sizes.iter().enumerate().map(line).collect::<Vec<_>>().join(", "))
}

fn sizes(content: ParseStream, statement: &mut Statement, errors: &mut Errors) -> syn::Result<()> {
    if content.peek(token::Paren) && tuple_follows(content) {
        let inner;
        let span = parenthesized!(inner in content).span.join();
        let sizes = Punctuated::<Expr, Token![,]>::parse_terminated(&inner);
        rest(&inner);
        (statement.sizes, statement.sizes_ends) = (sizes?.into_iter().collect(), (span, span));
        statement.missing = false;
        no_batch(statement, errors);
        return Ok(());
    }
    if content.peek(token::Bracket) && tuple_follows(content) {
        let inner;
        let span = bracketed!(inner in content).span.join();
        let sizes = Punctuated::<Expr, Token![,]>::parse_terminated(&inner);
        rest(&inner);
        (statement.sizes, statement.sizes_ends) = (sizes?.into_iter().collect(), (span, span));
        statement.missing = statement.sizes.is_empty();
        let scalar = text_of_tokens(statement.scalar.to_token_stream());
        match statement.missing {
            true => errors.help(span, "this shape has no size", "write `[f32; 64]`"),
            false => {
                let what = if statement.sizes.len() == 1 {
                    "a size stands without brackets"
                } else {
                    "several sizes stand in parentheses"
                };
                errors.help(span, what, format_args!("write `{}`", Statement::text(&scalar, &statement.sizes)));
            }
        }
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

/// `(None, 784)`, as other libraries write how many examples there are.
fn no_batch(statement: &mut Statement, errors: &mut Errors) {
    let is_none = |size: &Expr| matches!(size, Expr::Path(path) if path.path.is_ident("None"));
    if statement.sizes.len() > 1 && is_none(&statement.sizes[0]) {
        let batch = statement.sizes.remove(0);
        let scalar = text_of_tokens(statement.scalar.to_token_stream());
        let help = format!("write `{}`", Statement::text(&scalar, &statement.sizes));
        errors.help(&batch, "a shape is that of one example: how many there are says `forward_batch`", help);
    }
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
