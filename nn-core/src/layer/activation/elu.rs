//! `Elu(alpha = 1.0)`: a smooth bend below zero.

use super::{Elementwise, Reads};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// Exponential linear unit: `y = x` for `x > 0`, else `α · (eˣ − 1)`; `y′ = 1` for `x > 0`, else `α · eˣ`
/// (Clevert, Unterthiner and Hochreiter 2016).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elu {
    /// The limit at −∞, negated; 1 unless said otherwise.
    pub alpha: f64,
}
head::values!(Elu);

/// `alpha = 1.0`
impl Default for Elu {
    fn default() -> Self {
        Self { alpha: 1.0 }
    }
}

impl Elementwise for Elu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Elu(self.alpha as f32)
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { x } else { T::of(self.alpha) * x.exp_m1() }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::one() } else { T::of(self.alpha) * x.exp() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_2, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!([0.0, 2.5].map(|x: f32| Elu::default().value(x)), [0.0, 2.5]);
        near(Elu::default().value(-1.0), -0.632_120_558_828_557_7); // 1/e − 1
        near(Elu { alpha: 0.5 }.value(-LN_2), -0.25);
        assert_eq!([0.0, 2.5].map(|x: f64| Elu { alpha: 0.5 }.derivative(x)), [0.5, 1.0]);
        near(Elu { alpha: 0.5 }.derivative(-LN_2), 0.25);
        // The smallest negative values bend already.
        assert_eq!(Elu { alpha: 0.5 }.value(-1e-30f32), -0.5e-30);
        assert_eq!(Elu { alpha: 0.5 }.derivative(-1e-30f64), 0.5);
        sound(Elu::default());
    }
}
