//! `Softplus`: a smooth ReLU.

use super::{Elementwise, Reads, Sigmoid};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// `y = ln(1 + eˣ)`, computed as `max(x, 0) + ln(1 + e^−|x|)`, which cannot overflow; `y′ = σ(x)` (Dugas et al. 2001).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Softplus;
head::values!(Softplus);

impl Elementwise for Softplus {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Softplus
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        // Written so that NaN passes through.
        let high = if x < T::zero() { T::zero() } else { x };
        high + (-x.abs()).exp().ln_1p()
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        Sigmoid.value(x)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_2, LN_3, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        near(Softplus.value(0.0), LN_2);
        near(Softplus.value(LN_3), 2.0 * LN_2);
        near(Softplus.value(-LN_3), 2.0 * LN_2 - LN_3);
        near(Softplus.derivative(LN_3), 0.75);
        assert_eq!([-700.0, 700.0].map(|x: f32| Softplus.value(x)), [0.0, 700.0]);
        let ends = [f64::NEG_INFINITY, f64::INFINITY];
        assert_eq!(ends.map(|x| Softplus.value(x)), [0.0, f64::INFINITY]);
        assert_eq!(ends.map(|x| Softplus.derivative(x)), [0.0, 1.0]);
        sound(Softplus);
    }
}
