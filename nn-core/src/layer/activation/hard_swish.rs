//! `HardSwish`: swish of straight lines and a parabola.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = x · min(max(x + 3, 0), 6) / 6` (Howard et al. 2019); `y′ = 0` up to −3, `1` from 3 on, `x/3 + ½` between.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardSwish;

impl Elementwise for HardSwish {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * crate::layer::clamp(x + T::of(3.0), T::zero(), T::of(6.0)) / T::of(6.0)
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x <= T::of(-3.0) { T::zero() } else if x >= T::of(3.0) { T::one() } else { x / T::of(3.0) + T::of(0.5) }
    }
}
