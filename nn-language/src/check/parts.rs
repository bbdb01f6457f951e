//! Sizes that part what comes in: groups of channels, and heads.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Expr;

use super::arguments::Arguments;
use super::checker::{Checker, Sequence};
use crate::model::{Constant, ConstantValue, Witness};
use crate::shape::{Shape, call, ends, mentions};
use crate::size::Size;

impl Checker<'_> {
    /// A size that divides the last one of what comes in.
    pub(super) fn divisor(&mut self, expr: &Expr, label: &str, what: &str, sequence: &Sequence) -> Size {
        let (size, core) = (self.size(expr, label, what), &self.core);
        let channels = match &sequence.shape {
            Shape::Sizes(sizes) => sizes.last().cloned().unwrap_or(Size::computed(1)),
            Shape::Indices(..) => return size,
            Shape::Opaque(given, _) => {
                let channels = quote!(#core::__private::last_size::<#given>());
                self.divides(&size, channels, label, ends(expr));
                return size;
            }
        };
        match (size.known(), channels.known()) {
            (Some(groups), Some(channels)) if channels.is_multiple_of(groups) => size,
            (Some(groups), Some(channels)) => {
                let nearest = nearest_divisor(groups, channels);
                let what = format!("`{label}`: {groups} groups do not divide {channels} channels");
                self.errors.help(expr, what, format_args!("write `{nearest}`"));
                Size::computed(nearest)
            }
            _ => {
                self.divides(&size, channels.tokens(), label, ends(expr));
                size
            }
        }
    }

    /// Lets rustc judge whether a number of groups divides that of channels.
    fn divides(&mut self, size: &Size, channels: TokenStream, label: &str, at: (Span, Span)) {
        self.parts(size, channels, label, at, ("groups", "channels"));
    }

    /// Lets rustc judge whether a number of parts divides a whole; what both are numbers of.
    fn parts(&mut self, size: &Size, whole: TokenStream, label: &str, at: (Span, Span), (parts, of): (&str, &str)) {
        let (core, size) = (&self.core, size.tokens());
        let check = call(quote!(#core::__private::divides), quote!(#size, #whole, #label, [#parts, #of]), at);
        let name = format_ident!("{}_OF_{}", parts.to_uppercase(), label.to_uppercase());
        self.witnesses.push(Witness::Value(name, check));
    }

    /// How large each is of so many parts of the last size that comes in.
    pub(super) fn part(
        &mut self,
        arguments: &Arguments,
        (name, count): (&'static str, &Size),
        label: &str,
        sequence: &Sequence,
    ) -> Size {
        let at = arguments.place(name);
        let whole = match &sequence.shape {
            Shape::Sizes(sizes) => sizes.last().cloned().unwrap_or(Size::computed(1)),
            Shape::Indices(..) => return Size::computed(1),
            Shape::Opaque(..) => Size::computed(0),
        };
        if let (Some(parts), Some(whole @ 1..)) = (count.known(), whole.known()) {
            if !whole.is_multiple_of(parts) {
                let what = format!("`{label}`: {parts} {name} do not divide {whole} features");
                let (nearest, size) = (nearest_divisor(parts, whole), whole.div_ceil(parts));
                let help = format!("write `{nearest}`, or say how large each is, `{parts}, size = {size}`");
                self.errors.help(at, what, help);
            }
            return Size::computed((whole / parts).max(1));
        }
        let core = &self.core;
        let (tokens, is_generic) = match &sequence.shape {
            Shape::Opaque(given, _) => {
                let is_generic = self.parameters.iter().any(|word| mentions(given.clone(), word));
                (quote!(#core::__private::last_size::<#given>()), is_generic)
            }
            _ => (whole.tokens(), whole.is_generic()),
        };
        if is_generic || count.is_generic() {
            let what = format!(
                "how large a head of `{label}` is follows from generic parameters, which stable Rust cannot compute"
            );
            self.errors.help(at, what, format_args!("write `{}, size = 8`", count.text()));
            return Size::computed(1);
        }
        let parts = count.tokens();
        let value = quote!(#core::__private::part(#tokens, #parts));
        self.parts(count, tokens, label, at, (name, "features"));
        let constant = format_ident!("__{}_{}_part_{}", self.name, label, self.constants.len());
        self.constants.push(Constant { name: constant.clone(), value: ConstantValue::Size(value) });
        Size::Named(constant, format!("size of `{label}`"), at.0)
    }
}

/// The divisor of a whole that is nearest to a number.
fn nearest_divisor(number: usize, whole: usize) -> usize {
    let near = |other: &usize| (other.abs_diff(number), *other);
    (1..=whole).filter(|other| whole.is_multiple_of(*other)).min_by_key(near).unwrap_or(1)
}
