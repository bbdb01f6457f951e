//! The macros of nn-core: `network!`, `weights!`, `#[derive(Parameters)]`. Use them through `nn_core`, which re-exports and documents them.
//!
//! Only the door that rustc asks for: what is behind it is `nn_language`.

// nn_core documents them where it passes them on; what stood here would be appended to that.
#![allow(missing_docs)]

mod seen;

use proc_macro::TokenStream;

#[proc_macro]
pub fn network(input: TokenStream) -> TokenStream {
    let input = input.into();
    seen::declared_twice(&input).unwrap_or_else(|| nn_language::network(input)).into()
}

#[proc_macro_derive(Parameters, attributes(parameters))]
pub fn parameters(input: TokenStream) -> TokenStream {
    nn_language::parameters(input.into()).into()
}

#[proc_macro]
pub fn weights(input: TokenStream) -> TokenStream {
    nn_language::weights(input.into()).into()
}
