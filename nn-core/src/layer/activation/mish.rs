//! `Mish`: a value times the tanh of its softplus.

use super::{Elementwise, Reads, Sigmoid, Softplus};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// `y = x · tanh(ln(1 + eˣ))`, `y′ = t + x · σ(x) · (1 − t²)` with `t = tanh(ln(1 + eˣ))` (Misra 2020).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mish;
head::values!(Mish);

impl Elementwise for Mish {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Mish
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * Softplus.value(x).tanh()
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let tanh = Softplus.value(x).tanh();
        tanh + x * Sigmoid.value(x) * (T::one() - tanh * tanh)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_2, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        // softplus(0) = ln 2 with tanh 0.6, softplus(ln 2) = ln 3 with tanh 0.8.
        assert_eq!(Mish.value(0.0f32), 0.0);
        near(Mish.derivative(0.0), 0.6);
        near(Mish.value(LN_2), 0.8 * LN_2);
        near(Mish.derivative(LN_2), 0.8 + 0.24 * LN_2);
        assert_eq!([-700.0, 700.0].map(|x: f32| Mish.value(x)), [0.0, 700.0]);
        assert_eq!([-700.0, 700.0].map(|x: f32| Mish.derivative(x)), [0.0, 1.0]);
        sound(Mish);
    }
}
