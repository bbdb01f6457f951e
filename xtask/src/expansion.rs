//! What `network!` writes, as text: the sources of nn-macros as ordinary functions.
#![allow(dead_code, missing_docs, clippy::all)]

#[path = "../../nn-macros/src/budget.rs"]
mod budget;
#[path = "../../nn-macros/src/catalog.rs"]
mod catalog;
#[path = "../../nn-macros/src/check/mod.rs"]
mod check;
#[path = "../../nn-macros/src/declaration.rs"]
mod declaration;
#[path = "../../nn-macros/src/emit/mod.rs"]
mod emit;
#[path = "../../nn-macros/src/errors.rs"]
mod errors;
#[path = "../../nn-macros/src/head.rs"]
mod head;
#[path = "../../nn-macros/src/model.rs"]
mod model;
#[path = "../../nn-macros/src/names.rs"]
mod names;
#[path = "../../nn-macros/src/parse.rs"]
mod parse;
#[path = "../../nn-macros/src/shape.rs"]
mod shape;

/// The expansion of a declaration, formatted.
pub fn expand(declaration: &str) -> syn::Result<String> {
    let parse::Parsed(declaration, mut errors) = syn::parse_str(declaration)?;
    let model = check::check(declaration, &mut errors);
    let mut tokens = errors.into_tokens();
    tokens.extend(emit::emit(&model));
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}
