//! `Relu`: negative values become zero.

use super::{Elementwise, Reads};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// Rectified linear unit: `y = max(0, x)`, `y′ = 1` for `x > 0`, else `0` (Nair and Hinton 2010).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relu;
head::values!(Relu);

impl Elementwise for Relu {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Relu
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        // Written so that NaN passes through.
        if x < T::zero() { T::zero() } else { x }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        if y > T::zero() { T::one() } else { T::zero() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sound;
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([-2.0, 0.0, 3.5].map(|x: f32| Relu.value(x)), [0.0, 0.0, 3.5]);
        assert_eq!([0.0, 3.5].map(|y: f32| Relu.derivative(y)), [0.0, 1.0]);
        sound(Relu);
    }
}
