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
