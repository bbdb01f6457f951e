//! What outputs mean, as far as the macro can see: the rules of `nn_core::head`, so that types stay short.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Path;

use crate::catalogue::{Entry, Means};
use crate::shape::Shape;

/// A head.
#[derive(Clone)]
pub enum Head {
    /// No probabilities: a type.
    Plain(TokenStream),
    /// Probabilities, or their logarithms, made by this layer.
    Probabilities(&'static Entry),
    /// What were probabilities of this layer before another one changed them.
    Changed(&'static Entry),
    /// Probabilities made by this layer outside of the block: no loss can take the place of that layer, because it runs the
    /// block without its own last layer.
    Outside(&'static Entry),
    /// A type only rustc knows.
    Opaque(TokenStream),
}

impl Head {
    /// Plain sums.
    pub fn linear(core: &Path) -> Self {
        Head::Plain(quote!(#core::head::Linear))
    }

    /// The type.
    pub fn tokens(&self, core: &Path) -> TokenStream {
        match self {
            Head::Plain(head) | Head::Opaque(head) => head.clone(),
            Head::Probabilities(layer) => {
                let layer = format_ident!("{}", layer.name);
                quote!(#core::layer::#layer)
            }
            Head::Changed(layer) | Head::Outside(layer) => {
                let layer = format_ident!("{}", layer.name);
                quote!(#core::head::Changed<#core::layer::#layer>)
            }
        }
    }

    /// The same with other names in its type.
    pub fn renamed(&self, rename: &impl Fn(&TokenStream) -> TokenStream) -> Head {
        match self {
            Head::Plain(head) => Head::Plain(rename(head)),
            Head::Opaque(head) => Head::Opaque(rename(head)),
            _ => self.clone(),
        }
    }

    /// Whether a loss may take its place.
    pub fn may_fuse(&self) -> bool {
        matches!(self, Head::Probabilities(_) | Head::Opaque(_))
    }

    /// What is left of it behind a layer that changes values one by one, and would otherwise mean `next`.
    pub fn then(&self, core: &Path, next: &Head) -> Head {
        match self {
            Head::Plain(_) => next.clone(),
            Head::Probabilities(layer) | Head::Changed(layer) | Head::Outside(layer) => Head::Changed(layer),
            Head::Opaque(head) => {
                let next = next.tokens(core);
                Head::Opaque(quote!(<#head as #core::head::Head>::Then<#next>))
            }
        }
    }

    /// What is left of it under another shape: the shares of classes are no longer where a loss looks for them, if that ends in another
    /// size.
    pub fn viewed(&self, from: &Shape, to: &Shape) -> Head {
        let last = |shape: &Shape| shape.sizes().and_then(<[_]>::last).cloned();
        match self {
            Head::Probabilities(layer) if matches!(layer.means, Means::Classes { .. }) => {
                let stays = last(from).zip(last(to)).is_none_or(|(from, to)| from.same(&to) != Some(false));
                if stays { self.clone() } else { Head::Changed(layer) }
            }
            _ => self.clone(),
        }
    }

    /// What it is to the first line of a block.
    pub fn entering(&self, core: &Path) -> Head {
        match self {
            Head::Probabilities(layer) => Head::Outside(layer),
            Head::Opaque(_) => self.then(core, &Head::linear(core)),
            _ => self.clone(),
        }
    }

    /// What is left of it behind a layer of the user's own or another network, which says of itself that it means `own`. One
    /// that does not mix values cannot begin anew; whether it does is for rustc to say.
    pub fn behind_own(&self, core: &Path, own: TokenStream, mixes: Option<TokenStream>) -> Head {
        let own = Head::Opaque(own);
        match (self, mixes) {
            (Head::Plain(_), _) => own,
            (_, None) => self.then(core, &own),
            (_, Some(mixes)) => {
                let (anew, changed) = (own.tokens(core), self.then(core, &own).tokens(core));
                Head::Opaque(quote!(#core::__private::Judged<#anew, #changed, #mixes>))
            }
        }
    }

    /// What is left of it behind a layer of the catalogue, whose own head is `own`.
    pub fn behind_known(&self, core: &Path, entry: &'static Entry, own: TokenStream) -> Head {
        match entry.means {
            Means::Sums => Head::linear(core),
            Means::Own => self.then(core, &Head::Plain(own)),
            Means::Answers | Means::Classes { .. } => Head::Probabilities(entry),
            Means::Changed => self.then(core, self),
            Means::Kept | Means::OfLines => self.clone(),
        }
    }

    /// What a sum with values of another head means.
    pub fn plus(&self, core: &Path, other: &Head) -> Head {
        self.then(core, &other.then(core, &Head::linear(core)))
    }

    /// What outputs side by side with those of another head mean.
    pub fn beside(&self, core: &Path, other: &Head) -> Head {
        match (self, other) {
            (Head::Opaque(_), _) | (_, Head::Opaque(_)) => {
                let (head, other) = (self.tokens(core), other.tokens(core));
                Head::Opaque(quote!(<#head as #core::head::Head>::Beside<#other>))
            }
            (Head::Probabilities(a), Head::Probabilities(b)) if a.means == Means::Answers && a.name == b.name => {
                self.clone()
            }
            _ => self.plus(core, other),
        }
    }
}
