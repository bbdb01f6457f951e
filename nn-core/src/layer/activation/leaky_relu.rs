//! `LeakyRelu(slope = 0.01)`: negative values are scaled down.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::Scalar;

/// `y = x` for `x > 0`, else `slope · x`; `y′ = 1` for `x > 0`, else `slope` (Maas, Hannun and Ng 2013).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakyRelu {
    /// The factor below zero; 0.01 unless said otherwise.
    pub slope: f64,
}
head::values!(LeakyRelu);

/// `slope = 0.01`
impl Default for LeakyRelu {
    fn default() -> Self {
        Self { slope: 0.01 }
    }
}

impl Elementwise for LeakyRelu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { x } else { T::of(self.slope) * x }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::one() } else { T::of(self.slope) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::sound;
    use super::*;

    #[test]
    fn literal_numbers() {
        let leaky = LeakyRelu { slope: 0.25 };
        assert_eq!([-2.0, 0.0, 3.5].map(|x: f32| leaky.value(x)), [-0.5, 0.0, 3.5]);
        assert_eq!([-2.0, 0.0, 3.5].map(|x: f32| leaky.derivative(x)), [0.25, 0.25, 1.0]);
        assert_eq!(LeakyRelu::default().value(-100.0f64), -1.0);
        assert_eq!((leaky.value(-1e-30f64), leaky.derivative(-1e-30f64)), (-0.25e-30, 0.25));
        sound(LeakyRelu::default());
    }
}
