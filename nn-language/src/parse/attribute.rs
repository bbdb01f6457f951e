//! What stands in `#[…]` before the network and before a line.

use quote::ToTokens;
use syn::Attribute;
use syn::spanned::Spanned;

use crate::declaration::LayerLine;
use crate::errors::{Errors, near_miss};
use crate::names::text_of_tokens;

/// Of two attributes of one kind only one could be obeyed.
pub(super) fn given_once(attributes: &[Attribute], names: &[&str], errors: &mut Errors) {
    for name in names {
        for second in attributes.iter().filter(|attribute| attribute.path().is_ident(name)).skip(1) {
            errors.help(second, format_args!("`{name}` is given twice"), "keep one of them");
        }
    }
}

pub(super) fn line_attributes(attributes: Vec<Attribute>, layer: &mut LayerLine, errors: &mut Errors) {
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
