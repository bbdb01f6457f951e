//! Tokens → [`Declaration`], going on after a bad line.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprArray, Ident, Path, Token, braced, bracketed, parenthesized, token};

use crate::declaration::{Argument, Body, Declaration, LayerLine, Line, Statement};
use crate::errors::Errors;

/// A declaration together with the mistakes found while reading it.
pub struct Parsed(pub Declaration, pub Errors);

impl Parse for Parsed {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut errors = Errors::default();
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        let mut generics: syn::Generics = input.parse()?;
        generics.where_clause = input.parse()?;
        let body;
        braced!(body in input);
        let lines = lines(&body, &mut errors)?;
        if !input.is_empty() {
            errors.help(input.span(), "`network!` takes one declaration", "write a second `network! { … }`");
            input.parse::<proc_macro2::TokenStream>()?;
        }

        let mut declaration = Declaration {
            attributes: Vec::new(),
            crate_path: syn::parse_quote!(::nn_core),
            unroll: None,
            budget: None,
            visibility,
            name,
            generics,
            lines,
        };
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

/// Lines up to the end of a body. A bad line is noted and skipped.
fn lines(body: ParseStream, errors: &mut Errors) -> syn::Result<Vec<Line>> {
    let mut lines = Vec::new();
    while !body.is_empty() {
        let before = errors.is_empty();
        match line(body, errors) {
            Ok(line) => lines.push(line),
            Err(error) => {
                errors.syntax(error);
                skip_line(body)?;
                continue;
            }
        }
        if body.is_empty() {
            break;
        }
        if body.peek(Token![,]) {
            body.parse::<Token![,]>()?;
        } else if looks_like_line(body) {
            errors.help(body.span(), "expected `,` before this line", "end the line before with a comma");
        } else {
            if before {
                errors.help(body.span(), "expected `,` after a layer", "one layer a line: `name: Layer(…),`");
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
        body.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

fn line(body: ParseStream, errors: &mut Errors) -> syn::Result<Line> {
    let attributes = body.call(Attribute::parse_outer)?;
    let name = if body.peek(Ident) && body.peek2(Token![:]) && !body.peek2(Token![::]) {
        let name = body.parse::<Ident>()?;
        body.parse::<Token![:]>()?;
        Some(name)
    } else {
        None
    };
    if body.peek(token::Bracket) {
        let span = body.span();
        let statement = statement(body, name, span)?;
        if let Some(attribute) = attributes.iter().find(|attribute| !attribute.path().is_ident("doc")) {
            errors.say(attribute.span(), "a stated shape takes no attribute");
        }
        return Ok(Line::Statement(statement));
    }
    if name.is_some() && body.is_empty() {
        return Err(body.error("expected a layer, for example `Dense(10)`"));
    }

    let path: Path = body.parse()?;
    let mut layer = LayerLine { frozen: None, unroll: None, name, path, body: Body::Bare };
    for attribute in attributes {
        if attribute.path().is_ident("frozen") {
            match attribute.meta.require_path_only() {
                Ok(_) => layer.frozen = Some(attribute.span()),
                Err(error) => errors.syntax(error),
            }
        } else if attribute.path().is_ident("unroll") {
            match attribute.parse_args() {
                Ok(limit) => layer.unroll = Some(limit),
                Err(error) => errors.syntax(error),
            }
        } else if !attribute.path().is_ident("doc") {
            errors.help(
                attribute.span(),
                "a layer takes no such attribute",
                "layers take `#[frozen]` and `#[unroll(…)]`",
            );
        }
    }
    if body.peek(token::Paren) {
        let content;
        let paren = parenthesized!(content in body);
        let span = paren.span.join();
        layer.body = Body::Arguments { span, arguments: arguments(&content)? };
    } else if body.peek(token::Brace) {
        let content;
        let brace = braced!(content in body);
        layer.body = Body::Block { span: brace.span.join(), lines: lines(&content, errors)? };
    }
    Ok(Line::Layer(layer))
}

fn arguments(content: ParseStream) -> syn::Result<Vec<Argument>> {
    let list = content.parse_terminated(
        |content| {
            let name = if content.peek(Ident) && content.peek2(Token![=]) && !content.peek2(Token![==]) {
                let name = content.parse::<Ident>()?;
                content.parse::<Token![=]>()?;
                Some(name)
            } else {
                None
            };
            Ok(Argument { name, value: content.parse()? })
        },
        Token![,],
    )?;
    Ok(list.into_iter().collect())
}

fn statement(body: ParseStream, name: Option<Ident>, at: Span) -> syn::Result<Statement> {
    let Some(name) = name else {
        body.parse::<ExprArray>().ok();
        return Err(syn::Error::new(at, "a stated shape needs a name\n\nhelp: write `input: [f32; 64]`"));
    };
    let content;
    bracketed!(content in body);
    let scalar: Path = content
        .parse()
        .map_err(|error| syn::Error::new(error.span(), "expected the scalar of a shape\n\nhelp: write `[f32; 64]`"))?;
    if content.is_empty() {
        return Err(content.error("expected `;` and a size\n\nhelp: write `[f32; 64]`"));
    }
    content.parse::<Token![;]>()?;
    if content.is_empty() {
        return Err(content.error("expected a size\n\nhelp: write `[f32; 64]`"));
    }
    let (sizes, sizes_span) = if content.peek(token::Paren) && tuple_follows(&content) {
        let inner;
        let paren = parenthesized!(inner in content);
        let sizes = Punctuated::<Expr, Token![,]>::parse_terminated(&inner)?;
        (sizes.into_iter().collect(), paren.span.join())
    } else {
        let size: Expr = content.parse()?;
        let span = size.span();
        (vec![size], span)
    };
    if !content.is_empty() {
        return Err(content.error("expected `]`"));
    }
    Ok(Statement { name, scalar, sizes, sizes_span })
}

/// Whether the parenthesis is the whole size, `(H, W, C)`, and not the start of an expression like `(A + B) * 2`.
fn tuple_follows(content: ParseStream) -> bool {
    let fork = content.fork();
    fork.parse::<proc_macro2::TokenTree>().is_ok() && fork.is_empty()
}
