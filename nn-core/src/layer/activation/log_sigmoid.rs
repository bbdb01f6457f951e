//! `LogSigmoid`: the logarithm of a sigmoid.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = −ln(1 + e⁻ˣ)`, computed as `min(x, 0) − ln(1 + e^−|x|)`; `y′ = 1 / (1 + eˣ)`.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogSigmoid;

impl Elementwise for LogSigmoid {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        (if x < T::zero() { x } else { T::zero() }) - crate::math::Math::exp(-x.abs()).ln_1p()
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        T::one() / (T::one() + crate::math::Math::exp(x))
    }
}
