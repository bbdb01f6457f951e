//! The language of `network!`: from the words of a declaration to the code of a network, as ordinary functions.
//!
//! ```text
//! tokens ─parse─▶ Declaration ─check(catalogue)─▶ Model ─plan─▶ Plan ─emit─▶ types + passes + facts + witnesses
//!                     └─ errors, all of them ───────▲──▶ compile errors + stub
//! ```
//!
//! `emit` never sees a `Declaration`, and `parse` never sees a `Model`. The macros themselves are in `nn-macros`.

mod budget;
pub mod catalogue;
mod check;
mod declaration;
mod derive;
mod emit;
mod errors;
mod flat;
mod fold;
mod fuse;
mod head;
mod model;
mod names;
mod order;
mod parse;
mod plan;
mod shape;
mod size;
#[cfg(test)]
mod tests;
pub mod twice;
mod weights;

use proc_macro2::TokenStream;

/// How many mistakes are told of a declaration that cannot be read as a whole: the words of one mistake may make others.
const MOST_OF_HALF_READ: usize = 2;

/// `network! { … }`: the mistakes, and the items as far as they are known.
pub fn network(input: TokenStream) -> TokenStream {
    match syn::parse2::<parse::Parsed>(names::repeatable(input)) {
        Ok(parse::Parsed(declaration, mut errors)) => {
            let unread = errors.count();
            let mut model = check::check(declaration, &mut errors);
            // Of what cannot be read much would follow that is no mistake of its own.
            if unread > 0 {
                errors.truncate(unread);
                errors.merge();
                errors.truncate(MOST_OF_HALF_READ);
                model.witnesses.clear();
            }
            let folding = fold::folded(&model);
            let mut tokens = errors.into_tokens();
            tokens.extend(emit::emit(&model));
            tokens.extend(folding.map(|folding| emit::emit_folded(&folding, &model)));
            tokens
        }
        Err(error) => error.into_compile_error(),
    }
}

/// `#[derive(Parameters)]`: makes a struct a layer's parameters.
pub fn parameters(input: TokenStream) -> TokenStream {
    match syn::parse2(input) {
        Ok(input) => derive::parameters(input),
        Err(error) => error.into_compile_error(),
    }
}

/// `weights!(Net, "net.nn")`: a weights file as a constant.
pub fn weights(input: TokenStream) -> TokenStream {
    match syn::parse2(input) {
        Ok(call) => weights::weights(&call),
        Err(error) => error.into_compile_error(),
    }
}
