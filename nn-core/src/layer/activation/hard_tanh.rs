//! `HardTanh`: clamps to −1..1.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::{Scalar, clamp};

/// `y = clamp(x, −1, 1)`, `y′ = 1` inside, `0` outside and at the kinks (Collobert 2004).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardTanh;
head::values!(HardTanh);

impl Elementwise for HardTanh {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        clamp(x, -T::one(), T::one())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        if y > -T::one() && y < T::one() { T::one() } else { T::zero() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sound;
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([-2.0, -1.0, 0.25, 3.5].map(|x: f32| HardTanh.value(x)), [-1.0, -1.0, 0.25, 1.0]);
        assert_eq!([-1.0, 0.25, 1.0].map(|y: f32| HardTanh.derivative(y)), [0.0, 1.0, 0.0]);
        sound(HardTanh);
    }
}
