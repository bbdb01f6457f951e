//! Sizes, as far as the macro can see them: one tree that is evaluated, emitted and shown.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// A size. What the user wrote as an expression is a constant by then, so that it is emitted once however often it is needed.
#[derive(Clone, Debug)]
pub enum Size {
    /// A number the macro can read.
    Known(usize, Span),
    /// A constant of the expansion, how it is written by the user, and where.
    Named(Ident, String, Span),
    /// A generic parameter of the network.
    Parameter(Ident),
    Sum(Vec<Size>),
    Product(Vec<Size>),
    #[cfg_attr(not(test), expect(dead_code, reason = "for layers with windows, of which there is none yet"))]
    Quotient(Box<Size>, Box<Size>, Rounded),
}

/// Where a quotient goes that is no whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(test), expect(dead_code, reason = "as above"))]
pub enum Rounded {
    Down,
    Up,
}

impl Size {
    /// A number that follows from others.
    pub fn computed(number: usize) -> Self {
        Size::Known(number, Span::call_site())
    }

    pub fn sum(sizes: impl IntoIterator<Item = Size>) -> Self {
        Self::all(sizes.into_iter().collect(), 0, Size::Sum)
    }

    /// Without factors that are 1.
    pub fn product(sizes: impl IntoIterator<Item = Size>) -> Self {
        Self::all(sizes.into_iter().filter(|size| size.known() != Some(1)).collect(), 1, Size::Product)
    }

    fn all(mut sizes: Vec<Size>, none: usize, several: impl FnOnce(Vec<Size>) -> Self) -> Self {
        match sizes.len() {
            0 => Size::computed(none),
            1 => sizes.remove(0),
            _ => several(sizes),
        }
    }

    /// The number it is, if it is one.
    pub fn known(&self) -> Option<usize> {
        match self {
            Size::Known(number, _) => Some(*number),
            _ => None,
        }
    }

    /// The number it comes to, if all in it are numbers and it fits.
    pub fn evaluate(&self) -> Option<usize> {
        match self {
            Size::Known(number, _) => Some(*number),
            Size::Named(..) | Size::Parameter(_) => None,
            Size::Sum(sizes) => sizes.iter().try_fold(0usize, |sum, size| sum.checked_add(size.evaluate()?)),
            Size::Product(sizes) => sizes.iter().try_fold(1usize, |all, size| all.checked_mul(size.evaluate()?)),
            Size::Quotient(size, by, rounded) => {
                let (size, by) = (size.evaluate()?, by.evaluate().filter(|&by| by > 0)?);
                Some(if *rounded == Rounded::Up { size.div_ceil(by) } else { size / by })
            }
        }
    }

    /// Whether a generic parameter stands in it.
    pub fn is_generic(&self) -> bool {
        self.has(&|leaf| matches!(leaf, Size::Parameter(_)))
    }

    /// Whether a constant stands in it, of which only rustc knows the number.
    pub fn is_named(&self) -> bool {
        self.has(&|leaf| matches!(leaf, Size::Named(..)))
    }

    /// Whether it is computed from others: no number, constant or parameter by itself.
    pub fn is_computed(&self) -> bool {
        matches!(self, Size::Sum(_) | Size::Product(_) | Size::Quotient(..))
    }

    fn has(&self, leaf: &impl Fn(&Size) -> bool) -> bool {
        match self {
            Size::Sum(sizes) | Size::Product(sizes) => sizes.iter().any(|size| size.has(leaf)),
            Size::Quotient(size, by, _) => size.has(leaf) || by.has(leaf),
            Size::Known(..) | Size::Named(..) | Size::Parameter(_) => leaf(self),
        }
    }

    /// As an expression, which may stand between angle brackets, without braces, if it is not computed.
    pub fn tokens(&self) -> TokenStream {
        match self {
            Size::Known(number, span) => {
                let mut literal = Literal::usize_unsuffixed(*number);
                literal.set_span(*span);
                quote!(#literal)
            }
            Size::Named(constant, _, span) => {
                let mut constant = constant.clone();
                constant.set_span(*span);
                quote!(#constant)
            }
            Size::Parameter(parameter) => quote!(#parameter),
            Size::Sum(sizes) => {
                let sizes = sizes.iter().map(Size::operand_tokens);
                quote!(#(#sizes)+*)
            }
            Size::Product(sizes) => {
                let product = sizes.iter().map(Size::operand_tokens).reduce(|a, b| quote!(#a * #b));
                product.unwrap_or_default()
            }
            Size::Quotient(size, by, Rounded::Down) => {
                let (size, by) = (size.operand_tokens(), by.operand_tokens());
                quote!(#size / #by)
            }
            Size::Quotient(size, by, Rounded::Up) => {
                let (size, by) = (size.tokens(), by.tokens());
                quote!(::core::primitive::usize::div_ceil(#size, #by))
            }
        }
    }

    fn operand_tokens(&self) -> TokenStream {
        let tokens = self.tokens();
        if self.is_computed() { quote!((#tokens)) } else { tokens }
    }

    /// As the user would write it.
    pub fn text(&self) -> String {
        let joined = |sizes: &[Size], sign: &str| sizes.iter().map(Size::operand_text).collect::<Vec<_>>().join(sign);
        match self {
            Size::Known(number, _) => number.to_string(),
            Size::Named(_, text, _) => text.clone(),
            Size::Parameter(parameter) => parameter.to_string(),
            Size::Sum(sizes) => joined(sizes, " + "),
            Size::Product(sizes) => joined(sizes, " * "),
            Size::Quotient(size, by, Rounded::Down) => format!("{} / {}", size.operand_text(), by.operand_text()),
            Size::Quotient(size, by, Rounded::Up) => format!("⌈{} / {}⌉", size.operand_text(), by.operand_text()),
        }
    }

    fn operand_text(&self) -> String {
        let text = self.text();
        // What the user wrote may be a sum as well.
        let is_one = text.chars().all(|letter| letter.is_alphanumeric() || "_:".contains(letter));
        if is_one { text } else { format!("({text})") }
    }

    /// Whether two sizes are the same, if the macro can tell.
    pub fn same(&self, other: &Size) -> Option<bool> {
        if let (Some(a), Some(b)) = (self.evaluate(), other.evaluate()) {
            return Some(a == b);
        }
        let all = |a: &[Size], b: &[Size]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b) == Some(true));
        let alike = match (self, other) {
            (Size::Parameter(a), Size::Parameter(b)) | (Size::Named(a, ..), Size::Named(b, ..)) => a == b,
            (Size::Sum(a), Size::Sum(b)) | (Size::Product(a), Size::Product(b)) => all(a, b),
            (Size::Quotient(a, by_a, up_a), Size::Quotient(b, by_b, up_b)) => {
                up_a == up_b && a.same(b) == Some(true) && by_a.same(by_b) == Some(true)
            }
            _ => false,
        };
        alike.then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(name: &str) -> Size {
        Size::Parameter(Ident::new(name, Span::call_site()))
    }

    fn named(name: &str, text: &str) -> Size {
        Size::Named(Ident::new(name, Span::call_site()), text.into(), Span::call_site())
    }

    fn quotient(size: Size, by: Size, rounded: Rounded) -> Size {
        Size::Quotient(size.into(), by.into(), rounded)
    }

    #[test]
    fn numbers_are_evaluated() {
        let [two, three, seven] = [2, 3, 7].map(Size::computed);
        assert_eq!(Size::sum([two.clone(), three.clone()]).evaluate(), Some(5));
        assert_eq!(Size::product([two.clone(), three.clone(), seven.clone()]).evaluate(), Some(42));
        assert_eq!(quotient(seven.clone(), three.clone(), Rounded::Down).evaluate(), Some(2));
        assert_eq!(quotient(seven.clone(), three.clone(), Rounded::Up).evaluate(), Some(3));
        let window = quotient(Size::sum([seven, two.clone()]), Size::product([two, three]), Rounded::Up);
        assert_eq!(window.evaluate(), Some(2));
    }

    #[test]
    fn what_is_no_number_is_not() {
        let (zero, most) = (Size::computed(0), Size::computed(usize::MAX));
        assert_eq!(quotient(most.clone(), zero, Rounded::Down).evaluate(), None);
        assert_eq!(Size::sum([most.clone(), Size::computed(1)]).evaluate(), None);
        assert_eq!(Size::product([most, Size::computed(2)]).evaluate(), None);
        assert_eq!(Size::sum([parameter("A"), Size::computed(1)]).evaluate(), None);
        assert_eq!(named("__0", "2 * B").evaluate(), None);
    }

    #[test]
    fn one_size_stays_itself() {
        assert!(matches!(Size::sum([parameter("A")]), Size::Parameter(_)));
        assert!(matches!(Size::product([Size::computed(1), named("__0", "B")]), Size::Named(..)));
        assert_eq!(Size::product([Size::computed(1)]).evaluate(), Some(1));
    }

    #[test]
    fn tokens_and_text() {
        let (a, b, two) = (parameter("A"), named("__0", "STEPS"), Size::computed(2));
        let sum = Size::sum([a.clone(), b.clone()]);
        let product = Size::product([sum.clone(), two.clone()]);
        let shown = |size: &Size| (size.tokens().to_string(), size.text());
        let text = |tokens: &str, text: &str| (tokens.to_string(), text.to_string());
        assert_eq!(shown(&two), text("2", "2"));
        assert_eq!(shown(&a), text("A", "A"));
        assert_eq!(shown(&b), text("__0", "STEPS"));
        assert_eq!(shown(&sum), text("A + __0", "A + STEPS"));
        assert_eq!(shown(&product), text("(A + __0) * 2", "(A + STEPS) * 2"));
        let wide = named("__1", "STEPS + 1");
        assert_eq!(shown(&Size::product([wide, a.clone()])), text("__1 * A", "(STEPS + 1) * A"));
        assert_eq!(
            shown(&quotient(a.clone(), product.clone(), Rounded::Down)),
            text("A / ((A + __0) * 2)", "A / ((A + STEPS) * 2)")
        );
        assert_eq!(
            shown(&quotient(sum, two, Rounded::Up)),
            text(":: core :: primitive :: usize :: div_ceil (A + __0 , 2)", "⌈(A + STEPS) / 2⌉")
        );
    }

    #[test]
    fn what_stands_in_them() {
        let (a, b, two) = (parameter("A"), named("__0", "B"), Size::computed(2));
        let whole = quotient(Size::sum([a.clone(), two.clone()]), b.clone(), Rounded::Down);
        assert!(whole.is_generic() && whole.is_named() && whole.is_computed());
        let number = Size::product([two.clone(), Size::computed(3)]);
        assert!(!number.is_generic() && !number.is_named());
        assert_eq!(whole.same(&whole), Some(true));
        assert_eq!(whole.same(&quotient(Size::sum([a.clone(), two.clone()]), b.clone(), Rounded::Up)), None);
        assert_eq!(number.same(&Size::computed(6)), Some(true));
        assert_eq!(number.same(&two), Some(false));
        assert_eq!((a.same(&b), b.same(&b)), (None, Some(true)));
    }
}
