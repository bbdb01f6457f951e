//! Names and texts: what the macro can repeat, and what it may tell the user to type.

use std::collections::BTreeSet;
use std::iter;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;
use syn::ext::IdentExt;
use syn::parse::Parser;

/// Stands for a name that is wrong, which is reported.
pub const UNNAMED: &str = "unnamed";

/// Whether a text is a name that needs no `r#`.
pub fn is_plain(text: &str) -> bool {
    syn::parse_str::<Ident>(text).is_ok()
}

/// A name that can be typed, as near to a text as possible, if anything of it can stay.
pub fn typed(text: &str) -> Option<String> {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '_' };
    let text: String = text.chars().map(letter).collect();
    let text = text.trim_start_matches('_');
    match text {
        "self" | "Self" | "super" | "crate" => Some(format!("{}_", text.to_lowercase())),
        "" => None,
        _ if is_plain(text) => Some(text.to_string()),
        _ if is_plain(&format!("{text}_")) => Some(format!("r#{text}")),
        _ => Some(format!("n{text}")).filter(|name| is_plain(name)),
    }
}

/// Tokens with one word for another.
pub fn renamed(tokens: TokenStream, from: &Ident, to: &Ident) -> TokenStream {
    let each = |token| match token {
        TokenTree::Ident(word) if word == *from => TokenTree::Ident(Ident::new(&to.to_string(), word.span())),
        TokenTree::Group(group) => {
            let mut other = Group::new(group.delimiter(), renamed(group.stream(), from, to));
            other.set_span(group.span());
            TokenTree::Group(other)
        }
        token => token,
    };
    tokens.into_iter().map(each).collect()
}

/// The words of a declaration.
pub struct Words(BTreeSet<String>);

impl Words {
    pub fn of(tokens: TokenStream) -> Self {
        fn note(tokens: TokenStream, words: &mut BTreeSet<String>) {
            for token in tokens {
                match token {
                    TokenTree::Ident(word) => drop(words.insert(word.to_string())),
                    TokenTree::Group(group) => note(group.stream(), words),
                    _ => {}
                }
            }
        }
        let mut words = BTreeSet::new();
        note(tokens, &mut words);
        Words(words)
    }

    /// A name that is not among them: `wish`, or `wish` with a number.
    pub fn free(&self, wish: &str) -> String {
        let numbered = (2..).map(|number| format!("{wish}{number}"));
        let mut names = iter::once(wish.to_string()).chain(numbered);
        names.find(|name| !self.0.contains(name)).unwrap_or_default()
    }
}

/// The words of a declaration as the macro can repeat them: without an `r#` that changes nothing, so that one name is one, and
/// without emoji, which reach a macro and are rejected by rustc itself.
pub fn repeatable(tokens: TokenStream) -> TokenStream {
    let word = |word: Ident| {
        let text = word.to_string();
        match text.strip_prefix("r#") {
            // A keyword since edition 2024, which this edition of syn takes for a name.
            Some("gen") => word,
            Some(plain) if is_plain(plain) => Ident::new(plain, word.span()),
            None if Ident::parse_any.parse_str(&text).is_err() => Ident::new(UNNAMED, word.span()),
            _ => word,
        }
    };
    let repeat = |token| match token {
        TokenTree::Ident(ident) => TokenTree::Ident(word(ident)),
        TokenTree::Group(group) => {
            let mut repeated = Group::new(group.delimiter(), repeatable(group.stream()));
            repeated.set_span(group.span());
            TokenTree::Group(repeated)
        }
        other => other,
    };
    tokens.into_iter().map(repeat).collect()
}

/// A name without the `r#` of a raw one.
pub fn plain(name: &Ident) -> String {
    name.unraw().to_string()
}

/// An expression as the user wrote it, as far as tokens tell.
pub fn text_of(expr: &Expr) -> String {
    text_of_tokens(expr.to_token_stream())
}

/// Tokens as the user wrote them, as far as they tell.
pub fn text_of_tokens(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    let text = text.strip_prefix("- ").map_or(text.clone(), |number| format!("-{number}"));
    text.replace(" :: ", "::")
        .replace(":: <", "::<")
        .replace("::< ", "::<")
        .replace(" < ", "<")
        .replace(" >> ", "\0")
        .replace(" >", ">")
        .replace('\0', " >> ")
        .replace(" ,", ",")
        .replace(" ;", ";")
        // A call, and no pair behind a comma or a sign.
        .replace(", (", ",\0")
        .replace("= (", "=\0")
        .replace(" (", "(")
        .replace('\0', " (")
        .replace("( ", "(")
        .replace(" )", ")")
}

/// `TwoWords` of `two_words`.
pub fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_can_be_typed() {
        for (text, name) in [
            ("hidden", "hidden"),
            ("__hidden", "hidden"),
            ("__0", "n0"),
            ("__self", "self_"),
            ("fn", "r#fn"),
            ("two words", "two_words"),
            ("1st", "n1st"),
        ] {
            assert_eq!(typed(text).as_deref(), Some(name));
        }
        for text in ["", "_", "___", "🦀"] {
            assert_eq!(typed(text), None);
        }
        let words = Words::of("hidden: Chain { hidden2: Dense(4) }".parse().unwrap());
        assert_eq!((words.free("hidden"), words.free("wide")), ("hidden3".to_string(), "wide".to_string()));
    }

    #[test]
    fn words_are_repeated() {
        let repeated = |text: &str| repeatable(text.parse().unwrap()).to_string();
        assert_eq!(repeated("r#hidden { r#fn größe }"), "hidden { r#fn größe }");
    }
}
