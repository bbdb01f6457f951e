//! `Selu`: a scaled ELU that keeps mean 0 and variance 1.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// λ of the paper.
const LAMBDA: f64 = 1.050_700_987_355_480_5;
/// α of the paper.
const ALPHA: f64 = 1.673_263_242_354_377_2;

/// `y = λ · x` for `x > 0`, else `λα · (eˣ − 1)`; `y′ = λ`, else `λα · eˣ`, with λ ≈ 1.0507 and α ≈ 1.6733 (Klambauer et al. 2017). Draw the weights before it with `init = LeCun`.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selu;

impl Elementwise for Selu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::of(LAMBDA) * x } else { T::of(LAMBDA * ALPHA) * x.exp_m1() }
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        if x > T::zero() { T::of(LAMBDA) } else { T::of(LAMBDA * ALPHA) * crate::math::Math::exp(x) }
    }
}
