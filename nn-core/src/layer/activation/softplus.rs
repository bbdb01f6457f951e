//! `Softplus`: a smooth ReLU.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = ln(1 + eˣ)`, computed as `max(x, 0) + ln(1 + e^−|x|)`; `y′ = σ(x)` (Dugas et al. 2001).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Softplus;

impl Elementwise for Softplus {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        (if x > T::zero() { x } else { T::zero() }) + crate::math::Math::exp(-x.abs()).ln_1p()
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        super::Sigmoid.value(x)
    }
}
