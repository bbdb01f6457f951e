//! Which sums of products a processor without floats computes in integers: those of its own file, or else those of [`soft`](super::soft).

#[cfg(chip = "v6m")]
use super::armv6m::{multiply, multiply_from};
#[cfg(not(chip = "v6m"))]
use super::soft::multiply;
#[cfg(not(any(chip = "v6m", chip = "m4")))]
use super::soft::multiply_from;
use crate::chip;

/// The type of [`multiply`].
pub type Multiply = fn(&[f32], [usize; 2], &[f32], &mut [f32]);

/// Sums of products in integers, where floats are computed in software; not with feature `libm`, whose sums have the same bits on
/// every target. By its address, or else the compiler would copy it for the sizes it is called with.
pub const MULTIPLY: Option<Multiply> = if chip::SOFT && !cfg!(feature = "libm") { Some(multiply) } else { None };

/// The same for a part of the columns, with a third number to say which: on small chips that takes stack, so dense layers do without.
#[cfg(not(chip = "m4"))]
pub type MultiplyFrom = fn(&[f32], [usize; 3], &[f32], &mut [f32]);
#[cfg(not(chip = "m4"))]
pub const MULTIPLY_FROM: Option<MultiplyFrom> = if MULTIPLY.is_some() { Some(multiply_from) } else { None };
