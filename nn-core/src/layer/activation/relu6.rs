//! `Relu6`: clamps to 0..6.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = min(max(0, x), 6)`, `y′ = 1` inside, else `0` (Krizhevsky 2010).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relu6;

impl Elementwise for Relu6 {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        crate::layer::clamp(x, T::zero(), T::of(6.0))
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        if y > T::zero() && y < T::of(6.0) { T::one() } else { T::zero() }
    }
}
