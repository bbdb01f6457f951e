//! `Mish`: a value times the tanh of its softplus.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = x · tanh(ln(1 + eˣ))`, `y′ = t + x · σ(x) · (1 − t²)` with `t = tanh(ln(1 + eˣ))` (Misra 2020).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mish;

impl Elementwise for Mish {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * crate::math::Math::tanh(super::Softplus.value(x))
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let tanh = crate::math::Math::tanh(super::Softplus.value(x));
        tanh + x * super::Sigmoid.value(x) * (T::one() - tanh * tanh)
    }
}
