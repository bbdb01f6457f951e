//! What stands in the parentheses of a layer.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Expr, Ident, Token};

use super::elsewhere::{no_value, percent, unit};
use super::skip::{rest, skip_token};
use crate::declaration::Argument;
use crate::errors::Errors;
use crate::names::text_of_tokens;

/// What stands in the parentheses of a layer; nothing if it cannot be read.
pub(super) fn arguments(content: ParseStream, errors: &mut Errors) -> Option<Vec<Argument>> {
    let mut list = Vec::new();
    while !content.is_empty() {
        match argument(content, errors) {
            Ok(argument) => list.extend(argument),
            Err(error) => {
                errors.syntax(error);
                rest(content);
                return None;
            }
        }
        if content.is_empty() {
            break;
        }
        if unit(content, errors) {
            continue;
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

/// One argument, if it has a value.
fn argument(content: ParseStream, errors: &mut Errors) -> syn::Result<Option<Argument>> {
    let mut colon = None;
    let name = if content.peek(Ident) && content.peek2(Token![=]) && !content.peek2(Token![==]) {
        let name = content.parse::<Ident>()?;
        content.parse::<Token![=]>()?;
        Some(name)
    } else if content.peek(Ident) && content.peek2(Token![:]) && !content.peek2(Token![::]) {
        let name = content.parse::<Ident>()?;
        colon = Some(content.parse::<Token![:]>()?);
        Some(name)
    } else {
        None
    };
    if let Some(name) = &name
        && no_value(content, name, errors)
    {
        return Ok(None);
    }
    let mut value: Expr = match percent(content, errors) {
        Some(share) => share,
        None => content.parse()?,
    };
    if let (Some(colon), Some(name)) = (colon, &name) {
        let help = format!("write `{name} = {}`", text_of_tokens(value.to_token_stream()));
        errors.help(&colon, "an argument is given with `=`, not with `:`", help);
    }
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
    Ok(Some(Argument { name, value }))
}
