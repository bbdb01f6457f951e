//! What stands in `#[…]` before the network and before a line.

use proc_macro2::{Delimiter, Span, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Meta, Path, Token, parse_quote, token};

use super::elsewhere::comment;
use crate::budget::Budget;
use crate::catalogue::called;
use crate::declaration::{Declaration, LayerLine};
use crate::errors::{Errors, near_miss};
use crate::names::text_of_tokens;

/// All attributes that stand here; what is none, or describes what it stands in, is noted and left out.
pub(super) fn attributes(input: ParseStream, errors: &mut Errors) -> Vec<Attribute> {
    let (mut attributes, mut said) = (Vec::new(), false);
    while let Ok(sign) = input.parse::<Token![#]>() {
        let is_inner = input.parse::<Token![!]>().is_ok();
        if !input.peek(token::Bracket) {
            let is_ours = |word: &Ident| OF_LAYERS.iter().chain(&OF_NETWORKS).any(|ours| word == ours);
            match input.fork().parse::<Ident>() {
                Ok(word) if !is_inner && !is_ours(&word) => {
                    comment(input, sign.span(), errors);
                    continue;
                }
                _ => errors.help(&sign, "expected an attribute behind `#`", "for example `#[frozen]`"),
            }
            break;
        }
        let Ok(group) = input.parse::<TokenTree>() else { break };
        match Attribute::parse_outer.parse2(quote!(#sign #group)) {
            Ok(_) if is_inner && said => {}
            Ok(read) if is_inner => {
                said = true;
                let is_doc = read.iter().any(|attribute| attribute.path().is_ident("doc"));
                let (what, text) = match is_doc {
                    true => ("`//!` describes what it stands in; a network is described from above", "///".to_string()),
                    false => (
                        "an attribute stands before what it is about, without `!`",
                        text_of_tokens(quote!(#sign #group)),
                    ),
                };
                errors.help((sign.span(), group.span()), what, format_args!("write `{text}`"));
            }
            Ok(read) => attributes.extend(read),
            Err(_) => errors.help(&group, "this attribute cannot be read", "for example `#[frozen]`"),
        }
    }
    attributes
}

/// `@frozen` and `[frozen]`.
pub(super) fn without_sign(body: ParseStream, errors: &mut Errors) {
    let (ahead, first) = (body.fork(), body.span());
    let Some((last, text)) = sign_is_missing(&ahead) else { return };
    errors.help((first, last), "an attribute is written `#[…]`", format_args!("write `#[{text}]`"));
    body.advance_to(&ahead);
}

/// Where such an attribute ends, and what it says.
fn sign_is_missing(ahead: ParseStream) -> Option<(Span, String)> {
    if ahead.parse::<Token![@]>().is_ok() {
        let word = ahead.parse::<Ident>().ok()?;
        let arguments = if ahead.peek(token::Paren) { ahead.parse::<TokenTree>().ok() } else { None };
        let last = arguments.as_ref().map_or(word.span(), TokenTree::span);
        return Some((last, text_of_tokens(quote!(#word #arguments))));
    }
    let TokenTree::Group(group) = ahead.parse().ok()? else { return None };
    let first = group.stream().into_iter().next()?.to_string();
    let is_ours = OF_LAYERS.iter().chain(&FROZEN_ELSEWHERE).any(|ours| first == *ours);
    (group.delimiter() == Delimiter::Bracket && is_ours).then(|| (group.span(), text_of_tokens(group.stream())))
}

/// Of two attributes of one kind only one could be obeyed.
pub(super) fn given_once(attributes: &[Attribute], names: &[&str], errors: &mut Errors) {
    for name in names {
        for second in attributes.iter().filter(|attribute| attribute.path().is_ident(name)).skip(1) {
            errors.help(second, format_args!("`{name}` is given twice"), "keep one of them");
        }
    }
}

/// What stands before a network and is ours.
const OF_NETWORKS: [&str; 5] = ["batch", "budget", "crate_path", "scalar", "unroll"];

/// What stands before a line.
const OF_LAYERS: [&str; 2] = ["frozen", "unroll"];

/// What `#[frozen]` is called elsewhere, and with `= true` the contrary of those at the end.
const FROZEN_ELSEWHERE: [&str; 8] =
    ["freeze", "fixed", "locked", "no_grad", "non_trainable", "untrainable", "trainable", "requires_grad"];

/// What `#[batch(…)]` is called elsewhere.
const BATCH_ELSEWHERE: [&str; 4] = ["batch_size", "batchsize", "minibatch", "mini_batch"];

/// What a network is, without being asked.
const DERIVED: [&str; 4] = ["Clone", "Debug", "Default", "PartialEq"];

/// What else is not derived, and why.
const NOT_DERIVED: [(&str, &str); 5] = [
    ("Parameters", "the parameters of a network are derived already"),
    ("Copy", "a network is copied by `clone` alone"),
    ("Eq", "a network holds floats, which are not `Eq`"),
    ("Hash", "a network holds floats, which are not `Hash`"),
    ("Ord", "a network holds floats, which are not `Ord`"),
];

/// Attributes of the network: ours are read, the others pass through to the struct.
pub(super) fn network_attributes(attributes: Vec<Attribute>, declaration: &mut Declaration, errors: &mut Errors) {
    given_once(&attributes, &OF_NETWORKS, errors);
    for attribute in attributes {
        let text = text_of_tokens(attribute.path().to_token_stream());
        match text.as_str() {
            "crate_path" => {
                let read = value_of(&attribute, "the path of this library", "::nn_core", errors);
                declaration.crate_path = read.unwrap_or(parse_quote!(::nn_core));
            }
            "scalar" => declaration.scalar = value_of(&attribute, "what the network runs on", "f32", errors),
            "unroll" => declaration.unroll = limit(&attribute, errors),
            "batch" => declaration.batch = rows(&attribute, errors),
            "budget" => declaration.budget = Budget::read(&attribute, errors),
            "derive" => declaration.attributes.extend(derives(attribute, errors)),
            "frozen" => {
                let help = "it stands before a layer, for example `#[frozen] hidden: Dense(10)`";
                errors.help(&attribute, "a network is not frozen as a whole", help);
            }
            _ if BATCH_ELSEWHERE.contains(&&*text) => {
                let what = format!("a network takes no attribute `{text}`");
                errors.help(attribute.path(), what, "did you mean `batch`?");
            }
            _ => match near_miss(&text, OF_NETWORKS) {
                Some(near) => {
                    let what = format!("a network takes no attribute `{text}`");
                    errors.help(attribute.path(), what, format_args!("did you mean `{near}`?"));
                }
                None => declaration.attributes.push(attribute),
            },
        }
    }
}

/// `#[derive(…)]` without what a network is already.
fn derives(attribute: Attribute, errors: &mut Errors) -> Option<Attribute> {
    let Ok(paths) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else {
        return Some(attribute);
    };
    let wrong = |path: &Path| {
        let name = path.segments.last()?.ident.to_string();
        let refused = NOT_DERIVED.iter().find(|(refused, _)| *refused == name).map(|(_, why)| why.to_string());
        refused.or_else(|| DERIVED.contains(&&*name).then(|| format!("a network is `{name}` already")))
    };
    let Some((first, what)) = paths.iter().find_map(|path| Some((path, wrong(path)?))) else { return Some(attribute) };
    let others: Vec<_> = paths.iter().filter(|path| wrong(path).is_none()).collect();
    let left: Attribute = parse_quote!(#[derive(#(#others),*)]);
    let help = match others.is_empty() {
        true => format!("remove `{}`", text_of_tokens(attribute.to_token_stream())),
        false => format!("write `{}`", text_of_tokens(left.to_token_stream())),
    };
    errors.help(first, what, help);
    (!others.is_empty()).then_some(left)
}

/// The number in `#[unroll(32)]`.
fn limit(attribute: &Attribute, errors: &mut Errors) -> Option<Expr> {
    whole(attribute, "length of a loop", errors)
}

/// More rows than anyone runs together.
const MOST_ROWS: usize = 1 << 24;

/// The number in `#[batch(32)]`.
fn rows(attribute: &Attribute, errors: &mut Errors) -> Option<Expr> {
    let rows = whole(attribute, "number of rows", errors)?;
    let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = &rows else { return Some(rows) };
    let what = match number.base10_parse::<usize>() {
        Ok(0) => "a mini-batch has at least one row",
        Ok(1..=MOST_ROWS) => return Some(rows),
        _ => "no memory holds so many rows",
    };
    errors.help(&rows, what, "write `32`");
    None
}

/// A whole number.
fn whole(attribute: &Attribute, what: &str, errors: &mut Errors) -> Option<Expr> {
    let value: Expr = value_of(attribute, "a number", "32", errors)?;
    let number = match &value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) if matches!(number.suffix(), "" | "usize") => return Some(value),
            Lit::Int(number) => number.base10_digits().to_string(),
            Lit::Str(text) => text.value(),
            other => other.to_token_stream().to_string(),
        },
        Expr::Unary(_) => text_of_tokens(value.to_token_stream()),
        Expr::Assign(named) => text_of_tokens(named.right.to_token_stream()),
        _ => return Some(value),
    };
    let whole: String = number.trim_start_matches('-').chars().take_while(char::is_ascii_digit).collect();
    let help = if whole.is_empty() { "32" } else { &whole };
    let text = text_of_tokens(value.to_token_stream());
    errors.help(&value, format_args!("`{text}` is no {what}"), format_args!("write `{help}`"));
    None
}

/// What stands in the parentheses of an attribute.
fn value_of<T: Parse>(attribute: &Attribute, takes: &str, example: &str, errors: &mut Errors) -> Option<T> {
    let name = text_of_tokens(attribute.path().to_token_stream());
    let text = match &attribute.meta {
        Meta::List(list) => match list.parse_args() {
            Ok(value) => return Some(value),
            Err(_) => list.tokens.to_string(),
        },
        Meta::NameValue(pair) => text_of_tokens(pair.value.to_token_stream()),
        Meta::Path(_) => String::new(),
    };
    // What is in quotes, or behind `=`, is what was meant, if it is such a thing.
    let inner = text.trim_matches('"');
    let meant = if syn::parse_str::<T>(inner).is_ok() { inner } else { example };
    errors.help(attribute, format_args!("`#[{name}]` takes {takes}"), format_args!("write `#[{name}({meant})]`"));
    None
}

pub(super) fn line_attributes(attributes: Vec<Attribute>, layer: &mut LayerLine, errors: &mut Errors) {
    given_once(&attributes, &OF_LAYERS, errors);
    for attribute in attributes {
        let text = text_of_tokens(attribute.path().to_token_stream());
        match text.as_str() {
            "frozen" => {
                if attribute.meta.require_path_only().is_err() {
                    errors.help(&attribute, "`#[frozen]` takes no arguments", "write `#[frozen]`");
                }
                layer.frozen = Some(attribute.span());
            }
            "unroll" => layer.unroll = limit(&attribute, errors),
            "doc" => layer.docs.push(attribute),
            _ => unknown_of_layer(&attribute, &text, layer, errors),
        }
    }
}

fn unknown_of_layer(attribute: &Attribute, text: &str, layer: &mut LayerLine, errors: &mut Errors) {
    let what = format!("a layer takes no attribute `{text}`");
    if FROZEN_ELSEWHERE.contains(&text) {
        let says = |word: &str| {
            attribute.meta.to_token_stream().into_iter().any(|token| match token {
                TokenTree::Group(group) => group.stream().to_string() == word,
                token => token.to_string() == word,
            })
        };
        // `#[freeze = false]` and `#[trainable = true]` say what is so anyway.
        let is_contrary = FROZEN_ELSEWHERE[6..].contains(&text);
        if is_contrary == says("false") {
            layer.frozen = Some(attribute.span());
            return errors.help(attribute, what, "write `#[frozen]`");
        }
        let attribute_text = text_of_tokens(attribute.to_token_stream());
        return errors.help(
            attribute,
            "every layer is trained that is not frozen",
            format_args!("remove `{attribute_text}`"),
        );
    }
    if let Some(entry) = called(text).filter(|entry| entry.block().is_none()) {
        let arguments = match &attribute.meta {
            Meta::List(list) => format!("({})", text_of_tokens(list.tokens.clone())),
            _ => String::new(),
        };
        let help = format!("write `{}{arguments},` as a line of its own", entry.name);
        return errors.help(attribute, format_args!("`{}` is a layer, and no attribute", entry.name), help);
    }
    let help = match near_miss(text, OF_LAYERS) {
        Some(near) => format!("did you mean `{near}`?"),
        None if OF_NETWORKS.contains(&text) => "it stands before the network".to_string(),
        None if text == "cfg" => "declare two networks, each below a `#[cfg(…)]`".to_string(),
        None => "layers take `#[frozen]` and `#[unroll(…)]`".to_string(),
    };
    errors.help(attribute, what, help);
}
