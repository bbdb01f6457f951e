//! `Tanh`: squashes to −1..1.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// Hyperbolic tangent: `y = tanh x`, `y′ = 1 − y²`.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tanh;

impl Elementwise for Tanh {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        crate::math::Math::tanh(x)
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        T::one() - y * y
    }
}
