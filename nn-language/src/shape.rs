//! Shapes as far as the macro can see them, and tokens that point to the right place.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Path;

use crate::names::text_of_tokens;
use crate::size::Size;

/// Tokens moved to a place, so that a message about them underlines it.
pub fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                let mut moved = proc_macro2::Group::new(group.delimiter(), respan(group.stream(), span));
                moved.set_span(span);
                return TokenTree::Group(moved);
            }
            token.set_span(span);
            token
        })
        .collect()
}

/// Whether a word stands somewhere in tokens.
pub fn mentions(tokens: TokenStream, word: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

/// Where an expression begins and ends, which is what rustc underlines if both ends of a node are spanned so.
pub fn ends(tokens: impl quote::ToTokens) -> (Span, Span) {
    let mut tokens = tokens.into_token_stream().into_iter();
    let first = tokens.next().map_or_else(Span::call_site, |token| token.span());
    (first, tokens.last().map_or(first, |token| token.span()))
}

/// The call `callee(arguments)`, underlined from the first of two places to the second.
pub fn call(callee: TokenStream, arguments: TokenStream, (first, last): (Span, Span)) -> TokenStream {
    let (callee, arguments) = (respan(callee, first), respan(arguments, last));
    let arguments = quote_spanned!(last=> (#arguments));
    quote!(#callee #arguments)
}

/// A shape: one to three sizes, or the output of a layer only rustc knows.
#[derive(Clone, Debug)]
pub enum Shape {
    Sizes(Vec<Size>),
    /// So many indices, of a type.
    Indices(Size, TokenStream),
    /// A type, and what the layer is called.
    Opaque(TokenStream, String),
}

/// `[f32; (8, 8, 1)]`, as a declaration states a shape.
pub fn stated(scalar: &str, sizes: &[String]) -> String {
    match sizes {
        [only] => format!("[{scalar}; {only}]"),
        several => format!("[{scalar}; ({})]", several.join(", ")),
    }
}

impl Shape {
    pub fn features(size: Size) -> Self {
        Shape::Sizes(vec![size])
    }

    pub fn sizes(&self) -> Option<&[Size]> {
        match self {
            Shape::Sizes(sizes) => Some(sizes),
            Shape::Opaque(..) | Shape::Indices(..) => None,
        }
    }

    /// The type, its name spanned at `span`.
    pub fn tokens_at(&self, core: &Path, span: Span) -> TokenStream {
        match self {
            Shape::Opaque(tokens, _) => tokens.clone(),
            Shape::Indices(steps, index) => {
                let steps = steps.tokens();
                quote_spanned!(span=> #core::Indices<#steps, #index>)
            }
            Shape::Sizes(sizes) => {
                let kind = Ident::new(["Features", "Series", "Image"][(sizes.len() - 1).min(2)], span);
                let sizes = sizes.iter().map(Size::tokens);
                quote_spanned!(span=> #core::#kind<#(#sizes),*>)
            }
        }
    }

    pub fn tokens(&self, core: &Path) -> TokenStream {
        self.tokens_at(core, Span::call_site())
    }

    /// One value of this shape, spanned at `span`: the array `[f32; 64]`, or a projection where only rustc knows the sizes.
    pub fn array_at(&self, core: &Path, scalar: &Path, span: Span) -> TokenStream {
        match self {
            Shape::Opaque(shape, _) => quote_spanned!(span=> <#shape as #core::Shape>::Array<#scalar>),
            Shape::Indices(steps, index) => {
                let steps = steps.tokens();
                quote_spanned!(span=> [#index; #steps])
            }
            Shape::Sizes(sizes) => sizes.iter().rev().fold(quote!(#scalar), |inner, size| {
                let size = size.tokens();
                quote_spanned!(span=> [#inner; #size])
            }),
        }
    }

    /// `[f32; 64]`, if the sizes are known.
    pub fn array_text(&self, scalar: &str) -> Option<String> {
        let sizes = self.sizes()?.iter().rev();
        Some(sizes.fold(scalar.to_string(), |inner, size| format!("[{inner}; {}]", size.text())))
    }

    /// It as a declaration states it, if its sizes are known.
    pub fn stated_text(&self, scalar: &str) -> Option<String> {
        let sizes: Vec<_> = self.sizes()?.iter().map(Size::text).collect();
        Some(stated(scalar, &sizes))
    }

    /// `Features<64>`
    pub fn text(&self) -> String {
        match self {
            Shape::Opaque(_, name) => format!("the output of `{name}`"),
            Shape::Indices(steps, index) => format!("[{}; {}]", text_of_tokens(index.clone()), steps.text()),
            Shape::Sizes(sizes) => {
                let kind = ["Features", "Series", "Image"][(sizes.len() - 1).min(2)];
                let sizes: Vec<_> = sizes.iter().map(Size::text).collect();
                format!("{kind}<{}>", sizes.join(", "))
            }
        }
    }

    /// `an image (28, 28, 1)`
    pub fn kind_text(&self) -> String {
        match self {
            Shape::Opaque(_, name) => format!("what `{name}` produces"),
            Shape::Indices(steps, _) => format!("indices ({})", steps.text()),
            Shape::Sizes(sizes) => {
                let kind = ["features", "a series", "an image"][(sizes.len() - 1).min(2)];
                let sizes: Vec<_> = sizes.iter().map(Size::text).collect();
                format!("{kind} ({})", sizes.join(", "))
            }
        }
    }

    /// Whether two shapes are the same, if the macro can tell.
    pub fn same(&self, other: &Shape) -> Option<bool> {
        if let (Shape::Indices(steps, index), Shape::Indices(others, other)) = (self, other) {
            return (index.to_string() == other.to_string()).then(|| steps.same(others)).flatten();
        }
        let (a, b) = (self.sizes()?, other.sizes()?);
        // Of a constant only rustc can print the number.
        let differ = if a.iter().chain(b).any(Size::is_named) { None } else { Some(false) };
        let mut verdict = Some(true);
        if a.len() != b.len() {
            return differ;
        }
        for (a, b) in a.iter().zip(b) {
            match a.same(b) {
                Some(false) => return differ,
                Some(true) => {}
                None => verdict = None,
            }
        }
        verdict
    }

    /// How many values, if all sizes are numbers.
    pub fn count(&self) -> Option<usize> {
        Size::product(self.sizes()?.iter().cloned()).evaluate()
    }
}
