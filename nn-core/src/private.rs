//! Exactly what emitted code may name beside the public words. Not part of the public interface.

use crate::layer::{Activation, Dropout, Reads};
use crate::matrix::{Plain, flat, flat_mut};
pub use crate::matrix::{view, view_mut};
use crate::parameters::Parameters;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};
pub use crate::shape::{come_back, enter, features, join, state_shape};

/// An activation, in place.
#[inline(always)]
pub fn activate<T: Scalar, A: Activation, X: Plain, const ROWS: usize>(activation: A, rows: &mut [X; ROWS]) {
    for row in rows {
        activation.forward::<T>(flat_mut(row));
    }
}

/// The backward pass of an activation, in place on the gradient.
#[inline(always)]
pub fn unactivate<T: Scalar, A: Activation, X: Plain, G: Plain, const INPUT: bool, const ROWS: usize>(
    activation: A,
    kept: &[X; ROWS],
    gradient: &mut [G; ROWS],
) {
    const { assert!(INPUT == matches!(A::READS, Reads::Input), "catalog and activation disagree on what backward reads") }
    for (kept, gradient) in kept.iter().zip(gradient) {
        activation.backward::<T>(flat(kept), flat_mut(gradient));
    }
}

/// Dropout of a block of rows.
#[inline(always)]
pub fn drop_out<T: Scalar, X: Plain, const ROWS: usize>(dropout: Dropout, rows: &mut [X; ROWS], seed: u64) {
    dropout.apply::<T>(flat_mut(rows), seed);
}

/// Copies rows.
#[inline(always)]
pub fn copy<T: Scalar, A: Plain, B: Plain, const ROWS: usize>(from: &[A; ROWS], to: &mut [B; ROWS]) {
    for (to, from) in flat_mut::<T, _>(to).iter_mut().zip(flat::<T, _>(from)) {
        *to = *from;
    }
}

/// Adds rows to rows.
#[inline(always)]
pub fn add<T: Scalar, A: Plain, B: Plain, const ROWS: usize>(from: &[A; ROWS], to: &mut [B; ROWS]) {
    for (to, from) in flat_mut::<T, _>(to).iter_mut().zip(flat::<T, _>(from)) {
        *to = *to + *from;
    }
}

/// The last size of a shape, along which branches are joined.
pub const fn last_size<S: Shape>() -> usize {
    let (rank, sizes) = S::SIZES;
    match rank {
        1 => sizes[0],
        2 => sizes[1],
        _ => sizes[2],
    }
}

/// Puts a branch into its part of a concatenation, `offset` into the last size.
#[inline]
pub fn place<T: Scalar, Branch: Shape, Whole: Shape, const ROWS: usize>(
    from: &Rows<Branch, T, ROWS>,
    to: &mut Rows<Whole, T, ROWS>,
    offset: usize,
) {
    let (width, whole) = (last_size::<Branch>(), last_size::<Whole>());
    let from = flat::<T, _>(from).chunks_exact(width.max(1));
    for (to, from) in flat_mut::<T, _>(to).chunks_exact_mut(whole.max(1)).zip(from) {
        if let Some(to) = to.get_mut(offset..offset + width) {
            for (to, from) in to.iter_mut().zip(from) {
                *to = *from;
            }
        }
    }
}

/// Takes a branch's part out of a concatenation.
#[inline]
pub fn take<T: Scalar, Branch: Shape, Whole: Shape, const ROWS: usize>(
    from: &Rows<Whole, T, ROWS>,
    to: &mut Rows<Branch, T, ROWS>,
    offset: usize,
) {
    let (width, whole) = (last_size::<Branch>(), last_size::<Whole>());
    let from = flat::<T, _>(from).chunks_exact(whole.max(1));
    for (to, from) in flat_mut::<T, _>(to).chunks_exact_mut(width.max(1)).zip(from) {
        for (to, from) in to.iter_mut().zip(from.iter().skip(offset)) {
            *to = *from;
        }
    }
}

/// The largest of some sizes.
pub const fn most(sizes: &[usize]) -> usize {
    let (mut most, mut at) = (0, 0);
    while at < sizes.len() {
        if sizes[at] > most {
            most = sizes[at];
        }
        at += 1;
    }
    most
}

/// A size the user wrote as an expression is not zero.
#[track_caller]
pub const fn at_least_one(size: usize, otherwise: &str) {
    if size == 0 {
        panic!("{}", otherwise)
    }
}

/// A dropout rate the user wrote as an expression is a share.
#[track_caller]
pub const fn rate(rate: f64) -> f64 {
    if rate >= 0.0 && rate < 1.0 { rate } else { panic!("a dropout rate is outside 0..1") }
}

/// Both shapes have the same number of values.
#[track_caller]
pub const fn same_count<From: Shape, To: Shape>() {
    if From::LEN != To::LEN {
        panic!("`Reshape` keeps the number of values, but these sizes do not")
    }
}

/// A network in one word and a number, not its weights.
pub fn debug<T: Scalar, P: Parameters<T>>(name: &str, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
    write!(f, "{name} {{ {} parameters }}", P::VALUES)
}

/// The passes of a generated sequence: with its head, and without. `__ROWS`, because const parameters know no hygiene and
/// the network may have one called `ROWS`.
#[macro_export]
#[doc(hidden)]
macro_rules! __passes {
    ($scalar:ty) => {
        #[inline]
        fn forward_rows<const __ROWS: usize>(
            &self,
            x: &$crate::Rows<Self::In, $scalar, __ROWS>,
            out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
        ) {
            self.__forward::<true, __ROWS>(x, out);
        }
        #[inline]
        fn logits_rows<const __ROWS: usize>(
            &self,
            x: &$crate::Rows<Self::In, $scalar, __ROWS>,
            out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
        ) {
            self.__forward::<false, __ROWS>(x, out);
        }
        #[inline]
        fn record_rows<const __ROWS: usize>(
            &self,
            x: &$crate::Rows<Self::In, $scalar, __ROWS>,
            out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            tape: &mut Self::Tape<__ROWS>,
            random: &mut $crate::Random,
        ) {
            self.__record::<true, __ROWS>(x, out, tape, random);
        }
        #[inline]
        fn record_logits_rows<const __ROWS: usize>(
            &self,
            x: &$crate::Rows<Self::In, $scalar, __ROWS>,
            out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            tape: &mut Self::Tape<__ROWS>,
            random: &mut $crate::Random,
        ) {
            self.__record::<false, __ROWS>(x, out, tape, random);
        }
        #[inline]
        fn backward_rows<const __ROWS: usize>(
            &self,
            seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            gradients: ::core::option::Option<&mut Self::Gradients>,
            grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
        ) {
            self.__backward::<true, __ROWS>(seen, grad_out, gradients, grad_x);
        }
        #[inline]
        fn backward_logits_rows<const __ROWS: usize>(
            &self,
            seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            gradients: ::core::option::Option<&mut Self::Gradients>,
            grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
        ) {
            self.__backward::<false, __ROWS>(seen, grad_out, gradients, grad_x);
        }
        #[inline]
        fn descend_rows<const __ROWS: usize>(
            &mut self,
            seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            rate: $scalar,
            grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
        ) {
            self.__descend::<true, __ROWS>(seen, grad_out, rate, grad_x);
        }
        #[inline]
        fn descend_logits_rows<const __ROWS: usize>(
            &mut self,
            seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            rate: $scalar,
            grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
        ) {
            self.__descend::<false, __ROWS>(seen, grad_out, rate, grad_x);
        }
    };
}
