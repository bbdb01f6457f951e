//! The collector of mistakes, the near-miss search, and every wording.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// Mistakes found so far. All of them are reported in one run.
#[derive(Default)]
pub struct Errors(Vec<syn::Error>);

impl Errors {
    /// Notes a mistake: what is wrong.
    pub fn say(&mut self, span: Span, what: impl Display) {
        self.0.push(syn::Error::new(span, what));
    }

    /// Notes a mistake: what is wrong, and what to type instead.
    pub fn help(&mut self, span: Span, what: impl Display, help: impl Display) {
        self.0.push(syn::Error::new(span, format_args!("{what}\n\nhelp: {help}")));
    }

    /// Notes what syn found.
    pub fn syntax(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `compile_error!`s for all mistakes.
    pub fn into_tokens(self) -> TokenStream {
        self.0.iter().map(syn::Error::to_compile_error).collect()
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

/// Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &to) in b.iter().enumerate() {
            let cost = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
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
        assert_eq!(edits("kitten", "sitting"), 3);
    }
}
