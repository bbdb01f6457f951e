//! Two networks of one name side by side, of which rustc would say everything twice: once for every item of the second.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::errors::mistake;

/// The name of the network that is declared by these tokens, if it can be found.
pub fn name(declaration: TokenStream) -> Option<Ident> {
    let mut tokens = declaration.into_iter().skip_while(|token| !is_word(token, "struct"));
    match tokens.nth(1) {
        Some(TokenTree::Ident(name)) => Some(name),
        _ => None,
    }
}

/// Whether two networks of this name stand in one module, or block, of a source file.
pub fn stand_together(source: TokenStream, name: &str) -> bool {
    let tokens: Vec<TokenTree> = source.into_iter().collect();
    let starts = 0..tokens.len().saturating_sub(2);
    // What stands in another macro is that macro's.
    let is_of_macro = |at: usize| tokens[at.saturating_sub(2)..at].iter().any(|token| is_sign(token, '!'));
    starts.filter(|at| declares(&tokens, *at, name)).count() > 1
        || tokens.iter().enumerate().any(|(at, token)| match token {
            TokenTree::Group(group) => !is_of_macro(at) && stand_together(group.stream(), name),
            _ => false,
        })
}

/// What is said of the second.
pub fn declared_twice(name: &Ident) -> TokenStream {
    let what = format!("the name `{name}` is declared twice here");
    mistake(name, what, format_args!("call one of them otherwise, for example `{name}2`")).into_compile_error()
}

/// `network! { … struct Net … }` without a condition: what has one may be the other of two.
fn declares(tokens: &[TokenTree], at: usize, wanted: &str) -> bool {
    let [word, sign, TokenTree::Group(body)] = &tokens[at..at + 3] else { return false };
    let is_it =
        is_word(word, "network") && is_sign(sign, '!') && name(body.stream()).is_some_and(|name| name == wanted);
    let before = tokens[..path_begins(tokens, at)].iter().rev();
    let is_attribute = |token: &&TokenTree| match token {
        TokenTree::Punct(_) => is_sign(token, '#'),
        token => matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket),
    };
    is_it
        && !before.take_while(is_attribute).any(is_condition)
        && !body.stream().into_iter().any(|token| is_condition(&token))
}

/// Where the path begins that ends in the word at `at`, as in `nn_core::network!`.
fn path_begins(tokens: &[TokenTree], at: usize) -> usize {
    let is_path = |token: &&TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(sign) => sign.as_char() == ':',
        _ => false,
    };
    at - tokens[..at].iter().rev().take_while(is_path).count()
}

/// `[cfg(…)]`
fn is_condition(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(attribute) => attribute
            .stream()
            .into_iter()
            .next()
            .is_some_and(|word| is_word(&word, "cfg") || is_word(&word, "cfg_attr")),
        _ => false,
    }
}

fn is_sign(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == wanted)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(found) if found == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn together(source: &str) -> bool {
        stand_together(source.parse().unwrap(), "Net")
    }

    #[test]
    fn neighbours_are_found() {
        assert!(together("network! { struct Net {} } fn main() {} nn_core::network! { pub struct Net {} }"));
        assert!(together("mod a { network! { struct Net {} } network! { struct Net<T: Scalar> {} } }"));
        assert!(together("fn main() { network! { struct Net {} } { } network! { struct Net {} } }"));
    }

    #[test]
    fn others_are_not() {
        for source in [
            "network! { struct Net {} } network! { struct Other { inner: Net } }",
            "network! { struct Net {} } mod a { network! { struct Net {} } }",
            "mod a { network! { struct Net {} } } mod b { network! { struct Net {} } }",
            "#[cfg(a)] network! { struct Net {} } #[cfg(not(a))] nn_core::network! { struct Net {} }",
            "#[cfg(a)] #[allow(b)] network! { struct Net {} } #[allow(b)] #[cfg(c)] network! { struct Net {} }",
            "network! { struct Net {} } network! { #[cfg(a)] pub struct Net {} }",
            "#[cfg_attr(a, cfg(b))] network! { struct Net {} } network! { struct Net {} }",
            "apart! { a: network! { struct Net {} } b: network! { struct Net {} } }",
            "const T: &str = stringify!(network! { struct Net {} } network! { struct Net {} });",
            "struct Net {} network! { struct Net {} }",
            "macro_rules! make { ($name:ident) => { network! { struct $name {} } network! { struct $name {} } } }",
        ] {
            assert!(!together(source), "{source}");
        }
    }

    #[test]
    fn the_name_is_that_of_the_struct() {
        let name = |text: &str| name(text.parse().unwrap()).map(|name| name.to_string());
        assert_eq!(name("#[doc = \"struct A\"] pub(crate) struct Net { input: [f32; 4] }").as_deref(), Some("Net"));
        assert_eq!(name("strct Net {}"), None);
    }
}
