//! `Elu(alpha = 1.0)`: a smooth bend below zero.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// Exponential linear unit: `y = x` for `x > 0`, else `α · (eˣ − 1)`; `y′ = 1`, else `y + α` (Clevert, Unterthiner and Hochreiter 2016).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elu {
    /// The limit at −∞, negated; 1 unless said otherwise.
    pub alpha: f64,
}

impl Elementwise for Elu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { x } else { T::of(self.alpha) * x.exp_m1() }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::one() } else { T::of(self.alpha) * crate::math::Math::exp(x) }
    }
}
