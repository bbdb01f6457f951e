//! `HardSwish`: swish of straight lines and a parabola.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::{Scalar, clamp};

/// `y = x · clamp(x + 3, 0, 6) / 6`; `y′ = 0` up to −3, `1` from 3 on, `x/3 + ½` between (Howard et al. 2019).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardSwish;
head::values!(HardSwish);

impl Elementwise for HardSwish {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * (clamp(x + T::of(3.0), T::zero(), T::of(6.0)) / T::of(6.0))
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x <= T::of(-3.0) {
            T::zero()
        } else if x >= T::of(3.0) {
            T::one()
        } else {
            x / T::of(3.0) + T::of(0.5)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([-5.0, -3.0, 0.0, 3.0, 5.0].map(|x: f32| HardSwish.value(x)), [0.0, 0.0, 0.0, 3.0, 5.0]);
        near(HardSwish.value(-1.5), -0.375);
        assert_eq!([-3.0, -1.5, 0.0, 1.5, 3.0].map(|x: f64| HardSwish.derivative(x)), [0.0, 0.0, 0.5, 1.0, 1.0]);
        assert_eq!(HardSwish.value(f32::MAX), f32::MAX);
        sound(HardSwish);
    }
}
