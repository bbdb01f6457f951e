//! `HardTanh`: clamps to −1..1.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = clamp(x, −1, 1)`, `y′ = 1` inside, else `0` (Collobert 2004).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardTanh;

impl Elementwise for HardTanh {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        crate::layer::clamp(x, -T::one(), T::one())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        if y > -T::one() && y < T::one() { T::one() } else { T::zero() }
    }
}
