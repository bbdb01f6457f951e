//! `Step`: the perceptron's threshold.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::Scalar;

/// `y = 1` for `x > 0`, else `0`; `y′ = 0` everywhere, so nothing before it learns by gradients (McCulloch and Pitts
/// 1943).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step;
head::values!(Step, 0.5);

impl Elementwise for Step {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        if x > T::zero() {
            T::one()
        } else if x.is_nan() {
            x
        } else {
            T::zero()
        }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, _: T) -> T {
        T::zero()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sound;
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([-2.0, -0.0, 0.0, 1e-30, 3.5].map(|x: f32| Step.value(x)), [0.0, 0.0, 0.0, 1.0, 1.0]);
        assert_eq!(Step.derivative(1.0f64), 0.0);
        sound(Step);
    }
}
