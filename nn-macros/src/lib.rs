//! The macros of nn-core: `network!`, `weights!`, `#[derive(Parameters)]`. Use them through `nn_core`, which re-exports and documents them.
//!
//! Only the door that rustc asks for: what is behind it is `nn_language`.

use proc_macro::TokenStream;

/// Declares a network; see `nn_core::network!`.
#[proc_macro]
pub fn network(input: TokenStream) -> TokenStream {
    nn_language::network(input.into()).into()
}

/// Makes a struct a layer's parameters; see `nn_core::Parameters`.
#[proc_macro_derive(Parameters, attributes(parameters))]
pub fn parameters(input: TokenStream) -> TokenStream {
    nn_language::parameters(input.into()).into()
}

/// See `nn_core::weights!`.
#[proc_macro]
pub fn weights(input: TokenStream) -> TokenStream {
    nn_language::weights(input.into()).into()
}
