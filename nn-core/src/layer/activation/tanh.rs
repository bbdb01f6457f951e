//! `Tanh`: squashes to −1..1.

use super::{Elementwise, Reads};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// Hyperbolic tangent: `y = tanh x`, `y′ = 1 − y²` (LeCun, Bottou, Orr and Müller 1998).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tanh;
head::values!(Tanh);

impl Elementwise for Tanh {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Tanh
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x.tanh()
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        T::one() - y * y
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_3, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        // e^(ln 3) = 3, so tanh(ln 3) = (9 − 1) / (9 + 1).
        near(Tanh.value(LN_3), 0.8);
        near(Tanh.derivative(0.8), 0.36);
        near(Tanh.derivative_at(-LN_3), 0.36);
        assert_eq!([-700.0, 0.0, 700.0].map(|x: f32| Tanh.value(x)), [-1.0, 0.0, 1.0]);
        sound(Tanh);
    }
}
