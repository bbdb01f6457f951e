//! `Softsign`: squashes to −1..1 without an exponential.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::Scalar;

/// `y = x / (1 + |x|)`, `y′ = 1 / (1 + |x|)²` (Turian, Bergstra and Bengio 2009).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Softsign;
head::values!(Softsign);

impl Elementwise for Softsign {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x / (T::one() + x.abs())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let scale = T::one() / (T::one() + x.abs());
        scale * scale
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sound;
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([-3.0, -1.0, 0.0, 3.0].map(|x: f32| Softsign.value(x)), [-0.75, -0.5, 0.0, 0.75]);
        assert_eq!([-3.0, -1.0, 0.0, 3.0].map(|x: f32| Softsign.derivative(x)), [0.0625, 0.25, 1.0, 0.0625]);
        assert_eq!(Softsign.value(f32::MAX), 1.0);
        sound(Softsign);
    }
}
