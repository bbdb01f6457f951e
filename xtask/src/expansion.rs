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

/// The layers of the catalogue: a name, and how a small network with it goes on behind `input: [f32; 64], before: Dense(64),`.
pub fn layers() -> impl Iterator<Item = (&'static str, Vec<String>)> {
    use catalog::Kind;
    catalog::CATALOG.iter().map(|entry| {
        let named = if entry.kind.owns_values() { "layer: " } else { "" };
        let layer = format!("{named}{}", entry.example);
        let inside = |layer: &str| format!("{layer}, after: Dense(3)");
        let networks = match entry.kind {
            // Also as the head, whose place a loss may take.
            Kind::Dense | Kind::Prelu | Kind::Standardize | Kind::Dropout | Kind::Activation { .. } => {
                vec![inside(&layer), layer]
            }
            Kind::Flatten => vec![inside(&format!("Reshape((8, 4, 2)), {layer}"))],
            Kind::Reshape => vec![inside(&format!("{layer}, Flatten"))],
            Kind::Chain => vec![inside("layer: Chain { a: Dense(5), Tanh }")],
            Kind::Residual => vec![inside("layer: Residual { a: Dense(64), Relu }")],
            Kind::Sum => vec![inside("layer: Sum { a: Dense(5), Chain { b: Dense(5), Relu } }")],
            Kind::Concat => [
                "layer: Concat { a: Dense(5), Chain { b: Dense(3), Relu }, Identity }",
                "Reshape((8, 4, 2)), Concat { Relu, Tanh, Identity }, Flatten",
                "Reshape((16, 4)), Concat { Relu, Tanh }, Flatten",
            ]
            .map(inside)
            .into(),
        };
        (entry.name, networks)
    })
}
