//! `Relu6`: clamps to 0..6.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::{Scalar, clamp};

/// `y = min(max(0, x), 6)`, `y′ = 1` inside, `0` outside and at the kinks (Krizhevsky 2010).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relu6;
head::values!(Relu6);

impl Elementwise for Relu6 {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        clamp(x, T::zero(), T::of(6.0))
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        if y > T::zero() && y < T::of(6.0) { T::one() } else { T::zero() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sound;
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([-2.0, 0.0, 3.5, 6.0, 7.0].map(|x: f32| Relu6.value(x)), [0.0, 0.0, 3.5, 6.0, 6.0]);
        assert_eq!([0.0, 3.5, 6.0].map(|y: f32| Relu6.derivative(y)), [0.0, 1.0, 0.0]);
        sound(Relu6);
    }
}
