//! `Selu`: a scaled ELU that keeps mean 0 and variance 1.

use super::{Elementwise, Reads};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// λ of the paper.
const LAMBDA: f64 = 1.050_700_987_355_480_5;
/// α of the paper.
const ALPHA: f64 = 1.673_263_242_354_377_2;

/// Scaled exponential linear unit: `y = λ · x` for `x > 0`, else `λα · (eˣ − 1)`; `y′ = λ` for `x > 0`, else `λα · eˣ`,
/// with λ ≈ 1.0507 and α ≈ 1.6733 (Klambauer et al. 2017).
///
/// Draw the weights before it with `init = LeCun`.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selu;
head::values!(Selu);

impl Elementwise for Selu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Selu
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::of(LAMBDA) * x } else { T::of(LAMBDA * ALPHA) * x.exp_m1() }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::of(LAMBDA) } else { T::of(LAMBDA * ALPHA) * x.exp() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_2, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        near(Selu.value(2.0), 2.101_401_974_710_961); // 2 λ
        near(Selu.value(-LN_2), -0.879_049_670_423_688_4); // −½ λα
        near(Selu.derivative(2.0), 1.050_700_987_355_480_5);
        near(Selu.derivative(0.0), 1.758_099_340_847_376_8); // λα: zero takes the left side
        near(Selu.derivative(-1e-30), 1.758_099_340_847_376_8);
        near(1e30 * Selu.value(-1e-30), -1.758_099_340_847_376_8);
        assert_eq!(Selu.value(0.0f32), 0.0);
        sound(Selu);
    }
}
