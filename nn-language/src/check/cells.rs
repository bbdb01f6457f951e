//! Numbers of cells in the parentheses of a layer: how large a window is, how far it goes on, and what stands around an image or a
//! series.

use proc_macro2::Ident;
use quote::{ToTokens, format_ident, quote};
use syn::{Expr, Lit};

use super::checker::Checker;
use super::size::within;
use crate::errors::near_miss;
use crate::model::{Constant, ConstantValue};
use crate::names::text_of;
use crate::shape::{ends, mentions};
use crate::size::Size;

/// What stands around an image, or a series.
#[derive(Clone)]
pub(super) enum Padding {
    /// Nothing.
    Valid,
    /// As much as gives one output for every `stride` of the inputs, the odd cell behind.
    Same,
    /// All of it before a series, so that no window sees what comes later.
    Causal,
    /// Cells before and behind, on every axis.
    Cells(Vec<[Size; 2]>),
}

impl Checker<'_> {
    /// Height and width: `3`, or `(3, 5)`.
    pub(super) fn pair(&mut self, name: &str, expr: &Expr, label: &str) -> [Size; 2] {
        if let Some(inner) = within(expr) {
            return self.pair(name, inner, label);
        }
        let parts: Vec<&Expr> = match expr {
            Expr::Tuple(tuple) if tuple.elems.len() == 2 => tuple.elems.iter().collect(),
            Expr::Array(array) if array.elems.len() == 2 => {
                let inner = text_of(expr);
                let inner = inner.trim_start_matches('[').trim_end_matches(']');
                let what = format!("`{name}` is one number, or height and width in parentheses");
                self.errors.help(expr, what, format_args!("write `({inner})`"));
                array.elems.iter().collect()
            }
            Expr::Tuple(_) | Expr::Array(_) => {
                let what = format!("`{name}` is one number, or height and width");
                self.errors.help(expr, what, format_args!("write `{name} = 3`, or `{name} = (3, 5)`"));
                return [Size::computed(1), Size::computed(1)];
            }
            one => vec![one],
        };
        let mut sizes: Vec<Size> = parts.into_iter().map(|part| self.at_least_one(name, part, label)).collect();
        let last = sizes.pop().unwrap_or(Size::computed(1));
        [sizes.pop().unwrap_or(last.clone()), last]
    }

    /// A number of steps: `3`.
    pub(super) fn length(&mut self, name: &str, expr: &Expr, label: &str) -> Size {
        if let Some(inner) = within(expr) {
            return self.length(name, inner, label);
        }
        let parts = match expr {
            Expr::Tuple(tuple) => &tuple.elems,
            Expr::Array(array) => &array.elems,
            one => return self.at_least_one(name, one, label),
        };
        let first = parts.first().map_or("3".to_string(), text_of);
        let what = format!("`{name}` of a series is one number of steps");
        self.errors.help(expr, what, format_args!("write `{name} = {first}`"));
        parts.first().map_or(Size::computed(1), |first| self.at_least_one(name, first, label))
    }

    fn at_least_one(&mut self, name: &str, expr: &Expr, label: &str) -> Size {
        if let Expr::Lit(literal) = expr
            && let Lit::Int(number) = &literal.lit
            && matches!(number.base10_parse::<usize>(), Ok(0))
        {
            let what = format!("`{name}` of `{label}` is zero");
            self.errors.help(expr, what, format_args!("write `{name} = 1`, or more"));
            return Size::computed(1);
        }
        self.size(expr, &format!("{name} {label}"), &format!("`{name}`"))
    }

    /// `Valid`, `Same`, `1`, `(1, 2)`, or `((1, 2), (3, 4))`.
    pub(super) fn padding(&mut self, expr: &Expr, label: &str) -> Padding {
        if let Some(inner) = within(expr) {
            return self.padding(inner, label);
        }
        if let Some(padding) = self.padding_in_words(expr, false) {
            return padding;
        }
        match expr {
            Expr::Tuple(tuple) if tuple.elems.len() == 2 => {
                Padding::Cells(tuple.elems.iter().map(|side| self.both_sides(side, label)).collect())
            }
            Expr::Tuple(_) | Expr::Array(_) => {
                let what = "padding is a number of cells, one for height and width, or one for every side";
                self.errors.help(expr, what, "write `padding = 1`, `padding = (1, 2)` or `padding = ((1, 1), (0, 2))`");
                Padding::Valid
            }
            one => {
                let cells = self.both_sides(one, label);
                Padding::Cells(vec![cells.clone(), cells])
            }
        }
    }

    /// `Valid`, `Same`, `Causal`, `1`, or `(2, 0)`.
    pub(super) fn padding_of_steps(&mut self, expr: &Expr, label: &str) -> Padding {
        if let Some(inner) = within(expr) {
            return self.padding_of_steps(inner, label);
        }
        if let Some(padding) = self.padding_in_words(expr, true) {
            return padding;
        }
        let is_nested = |expr: &Expr| matches!(expr, Expr::Tuple(_) | Expr::Array(_));
        match expr {
            Expr::Tuple(tuple) if tuple.elems.len() == 2 && !tuple.elems.iter().any(is_nested) => {
                Padding::Cells(vec![self.both_sides(expr, label)])
            }
            Expr::Tuple(_) | Expr::Array(_) => {
                let what = "padding of a series is a number of steps, one for both sides, or those before and after";
                self.errors.help(expr, what, "write `padding = 1` or `padding = (2, 0)`");
                Padding::Valid
            }
            one => Padding::Cells(vec![self.both_sides(one, label)]),
        }
    }

    /// Cells before and behind: `1`, or `(1, 2)`.
    fn both_sides(&mut self, expr: &Expr, label: &str) -> [Size; 2] {
        match expr {
            Expr::Tuple(tuple) if tuple.elems.len() == 2 => {
                let first = self.number_of_cells(&tuple.elems[0], label);
                [first, self.number_of_cells(&tuple.elems[1], label)]
            }
            one => {
                let cells = self.number_of_cells(one, label);
                [cells.clone(), cells]
            }
        }
    }

    /// A padding that is a word, or was meant to be.
    fn padding_in_words(&mut self, expr: &Expr, of_series: bool) -> Option<Padding> {
        let words: &[&str] = if of_series { &["Valid", "Same", "Causal"] } else { &["Valid", "Same"] };
        let called = |word: &str| match word {
            "Same" => Padding::Same,
            "Causal" => Padding::Causal,
            _ => Padding::Valid,
        };
        let word = match expr {
            Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        };
        let word = word?;
        let is_path = matches!(expr, Expr::Path(_));
        if is_path && words.contains(&&*word) {
            return Some(called(&word));
        }
        if word.eq_ignore_ascii_case("causal") && !of_series {
            self.errors.help(expr, "`Causal` is for series; an image has no past", "write `padding = Same`");
            return Some(Padding::Same);
        }
        let elsewhere = match word.to_lowercase().as_str() {
            "same_upper" | "same_lower" => Some("Same"),
            "none" | "no" | "zero" => Some("Valid"),
            lower => words.iter().copied().find(|word| word.to_lowercase() == lower),
        };
        let is_constant = is_path && word.chars().all(|letter| !letter.is_lowercase());
        let near = || near_miss(&word, words.iter().copied()).filter(|_| !is_constant);
        let what = format!("unknown padding `{}`", text_of(expr));
        if let Some(ours) = elsewhere.or_else(near) {
            self.errors.help(expr, what, format_args!("write `padding = {ours}`"));
            return Some(called(ours));
        }
        if !is_path {
            let all = if of_series {
                "`Valid`, `Same`, `Causal`, and numbers of steps"
            } else {
                "`Valid`, `Same`, and numbers of cells"
            };
            self.errors.help(expr, what, format_args!("the paddings are {all}"));
            return Some(Padding::Valid);
        }
        None
    }

    /// A number that may be zero.
    fn number_of_cells(&mut self, expr: &Expr, label: &str) -> Size {
        if let Expr::Lit(literal) = expr
            && let Lit::Int(number) = &literal.lit
            && matches!(number.base10_parse::<usize>(), Ok(0))
            && matches!(number.suffix(), "" | "usize")
        {
            return Size::Known(0, number.span());
        }
        if let Expr::Unary(negative) = expr
            && matches!(negative.op, syn::UnOp::Neg(_))
        {
            let text = text_of(expr);
            let what = format!("`{text}` is negative; a number of cells is at least 0");
            self.errors.help(expr, what, format_args!("write `{}`", text.trim_start_matches('-')));
            return Size::computed(0);
        }
        let is_written =
            matches!(expr, Expr::Lit(_) | Expr::Unary(_) | Expr::Array(_) | Expr::Tuple(_) | Expr::Closure(_));
        let is_parameter = self.sizes.iter().any(|parameter| mentions(expr.to_token_stream(), &parameter.ident));
        let is_bare = matches!(expr, Expr::Path(path) if path.path.get_ident().is_some());
        match is_parameter {
            true if is_bare => Size::Parameter(Ident::new(&text_of(expr), ends(expr).0)),
            false if !is_written => {
                let name = format_ident!("__{}_{}_padding_{}", self.name, label, self.constants.len());
                self.constants.push(Constant { name: name.clone(), value: ConstantValue::Size(quote!(#expr)) });
                Size::Named(name, text_of(expr), ends(expr).0)
            }
            _ => self.size(expr, label, "a number of cells"),
        }
    }
}
