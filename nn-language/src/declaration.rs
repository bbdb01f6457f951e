//! What the user wrote; every node keeps its span.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, Generics, Ident, Path, Visibility};

use crate::budget::Budget;
use crate::names::{Words, text_of};
use crate::shape::stated;

/// A whole `network! { … }`.
pub struct Declaration {
    /// Attributes that pass through to the struct, doc comments among them.
    pub attributes: Vec<Attribute>,
    /// Where `nn_core` is found: `::nn_core`, or what `#[crate_path(…)]` says.
    pub crate_path: Path,
    /// `#[scalar(…)]`, for a network of indices.
    pub scalar: Option<Path>,
    /// `#[unroll(…)]` on the network.
    pub unroll: Option<Expr>,
    /// `#[batch(…)]` on the network: how many rows a mini-batch has.
    pub batch: Option<Expr>,
    /// `#[budget(…)]` on the network.
    pub budget: Option<Budget>,
    pub visibility: Visibility,
    pub name: Ident,
    pub generics: Generics,
    /// Type parameters that stand nowhere else.
    pub unused: Vec<Ident>,
    /// All words of the body, so that a name that is proposed is a new one.
    pub words: Words,
    pub lines: Vec<Line>,
}

/// One line of a body.
pub enum Line {
    Statement(Statement),
    Layer(Box<LayerLine>),
}

/// `name: [Scalar; size]`
#[derive(Clone)]
pub struct Statement {
    pub name: Ident,
    pub scalar: Path,
    /// Whether it could be read; `f32` stands for it otherwise.
    pub scalar_is_stated: bool,
    /// One to three sizes, and where they stand together.
    pub sizes: Vec<Expr>,
    pub sizes_ends: (Span, Span),
    /// Whether no size could be read, which is reported.
    pub missing: bool,
}

impl Statement {
    /// A shape as it is written: `[f32; (8, 8)]`.
    pub fn text(scalar: &str, sizes: &[Expr]) -> String {
        stated(scalar, &sizes.iter().map(text_of).collect::<Vec<_>>())
    }
}

/// `name: Layer(…)`, `name: Layer { … }` or a bare layer.
pub struct LayerLine {
    /// Doc comments, which describe its field.
    pub docs: Vec<Attribute>,
    pub frozen: Option<Span>,
    pub unroll: Option<Expr>,
    pub name: Option<Ident>,
    pub path: Path,
    pub body: Body,
}

/// What follows the name of a layer.
pub enum Body {
    Bare,
    /// Nothing that could be read, which is reported.
    Missing,
    Arguments {
        span: Span,
        arguments: Vec<Argument>,
    },
    Block {
        span: Span,
        lines: Vec<Line>,
    },
}

/// `value` or `name = value`
pub struct Argument {
    pub name: Option<Ident>,
    pub value: Expr,
}

impl Argument {
    /// Where it begins and ends.
    pub fn tokens(&self) -> TokenStream {
        let (name, value) = (self.name.iter(), &self.value);
        quote!(#(#name =)* #value)
    }
}

impl LayerLine {
    /// The name of the layer as one word, if it is one.
    pub fn word(&self) -> Option<&Ident> {
        self.path.get_ident()
    }

    /// Where the layer is named.
    pub fn span(&self) -> Span {
        self.path.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span())
    }
}
