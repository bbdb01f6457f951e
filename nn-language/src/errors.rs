//! The collector of mistakes, the near-miss search, and every wording.

use std::collections::HashSet;
use std::fmt::Display;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// Mistakes found so far. All of them are reported in one run, unless some keep the declaration from being read.
#[derive(Default)]
pub struct Errors(Vec<syn::Error>);

impl Errors {
    /// Notes a mistake: what is wrong, and what to type instead.
    pub fn help(&mut self, at: impl Place, what: impl Display, help: impl Display) {
        self.0.push(mistake(at, what, help));
    }

    /// Notes what syn found.
    pub fn syntax(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Forgets all but the first mistakes, where a later one says it all.
    pub fn truncate(&mut self, count: usize) {
        self.0.truncate(count);
    }

    /// Says the same but once: whoever does it three times needs no more.
    pub fn merge(&mut self) {
        let mut said = HashSet::new();
        self.0.retain(|error| said.insert(error.to_string()));
    }

    /// `compile_error!`s for all mistakes.
    pub fn into_tokens(self) -> TokenStream {
        self.0.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// A mistake behind which nothing can be read.
pub fn mistake(at: impl Place, what: impl Display, help: impl Display) -> syn::Error {
    at.error(format_args!("{what}\n\nhelp: {help}"))
}

/// What is said of a size of zero, by the macro and by rustc.
pub fn no_size(label: &str) -> String {
    match label.split_once(' ') {
        Some((setting, layer)) => format!("`{setting}` of `{layer}` is zero"),
        None => format!("`{label}` has size zero"),
    }
}

/// What an error underlines: one token, or all of an expression.
pub trait Place {
    fn error(self, text: impl Display) -> syn::Error;
}

impl Place for Span {
    fn error(self, text: impl Display) -> syn::Error {
        syn::Error::new(self, text)
    }
}

impl Place for (Span, Span) {
    fn error(self, text: impl Display) -> syn::Error {
        let (first, last) = (Ident::new("from", self.0), Ident::new("to", self.1));
        syn::Error::new_spanned(quote!(#first #last), text)
    }
}

impl<T: ToTokens> Place for &T {
    fn error(self, text: impl Display) -> syn::Error {
        syn::Error::new_spanned(self, text)
    }
}

/// The word of `words` that `wrong` was probably meant to be: equal but for case, or at most two edits away (one in words
/// of up to four letters).
pub fn near_miss<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase().replace('_', "");
    let allowed = if wrong.chars().count() <= 4 { 1 } else { 2 };
    words
        .into_iter()
        .map(|word| (edits(&wrong, &word.to_lowercase().replace('_', "")), word))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word)
}

/// How many letters must be inserted, removed, replaced or swapped with a neighbour (optimal string alignment).
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replace = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = replace.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses() {
        let words = ["Dense", "Relu", "LeakyRelu", "HardTanh", "Sum"];
        assert_eq!(near_miss("Dens", words), Some("Dense"));
        assert_eq!(near_miss("ReLU", words), Some("Relu"));
        assert_eq!(near_miss("leaky_relu", words), Some("LeakyRelu"));
        assert_eq!(near_miss("Encoder", words), None);
        assert_eq!(near_miss("Sim", words), Some("Sum"));
        assert_eq!(near_miss("bais", ["outputs", "bias", "init"]), Some("bias"));
        assert_eq!(edits("kitten", "sitting"), 3);
    }
}
