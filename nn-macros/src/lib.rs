//! The macros of nn-core: `network!`, `weights!`, `#[derive(Parameters)]`. Use them through `nn_core`, which re-exports and documents them.

mod budget;
mod catalog;
mod check;
mod declaration;
mod derive;
mod emit;
mod errors;
mod head;
mod model;
mod names;
mod parse;
mod shape;
#[cfg(test)]
mod tests;
mod weights;

use proc_macro::TokenStream;

/// Declares a network; see `nn_core::network!`.
#[proc_macro]
pub fn network(input: TokenStream) -> TokenStream {
    expand(input.into()).into()
}

/// Parse → check → emit: the mistakes, and the items as far as they are known.
fn expand(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    match syn::parse2::<parse::Parsed>(names::repeatable(input)) {
        Ok(parse::Parsed(declaration, mut errors)) => {
            let model = check::check(declaration, &mut errors);
            let mut tokens = errors.into_tokens();
            tokens.extend(emit::emit(&model));
            tokens
        }
        Err(error) => error.into_compile_error(),
    }
}

/// Makes a struct a layer's parameters; see `nn_core::Parameters`.
#[proc_macro_derive(Parameters, attributes(parameters))]
pub fn parameters(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(input) => derive::parameters(input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// See `nn_core::weights!`.
#[proc_macro]
pub fn weights(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(call) => weights::weights(&call).into(),
        Err(error) => error.into_compile_error().into(),
    }
}
