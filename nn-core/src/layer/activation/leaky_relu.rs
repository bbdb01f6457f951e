//! `LeakyRelu(slope = 0.01)`: negative values are scaled down.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = x` for `x > 0`, else `slope · x`; `y′ = 1`, else `slope` (Maas, Hannun and Ng 2013).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakyRelu {
    /// The factor below zero; 0.01 unless said otherwise.
    pub slope: f64,
}

impl Elementwise for LeakyRelu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { x } else { T::of(self.slope) * x }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::one() } else { T::of(self.slope) }
    }
}
