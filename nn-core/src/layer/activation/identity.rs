//! `Identity`: passes values through.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::Scalar;

/// `y = x`, `y′ = 1`. Costs nothing; serves as the straight branch of `Sum` and `Concat` (He et al. 2016).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Identity;
head::values!(Identity);

impl Elementwise for Identity {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, _: T) -> T {
        T::one()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sound;
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([-2.0, 0.0, f32::MAX].map(|x| Identity.value(x)), [-2.0, 0.0, f32::MAX]);
        assert_eq!(Identity.derivative(-2.0f64), 1.0);
        sound(Identity);
    }
}
