//! `Gelu` and `GeluTanh`: a value times the probability that a normal variable is smaller.

use super::{Elementwise, Reads};
use crate::math::Math;
use crate::scalar::Scalar;

/// Gaussian error linear unit, exact: `y = x · Φ(x)` with `Φ(x) = ½ (1 + erf(x / √2))`, `y′ = Φ(x) + x · φ(x)`
/// (Hendrycks and Gimpel 2016).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gelu;

impl Elementwise for Gelu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * normal_cdf(x)
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let density = T::of(0.398_942_280_401_432_7) * Math::exp(T::of(-0.5) * x * x);
        normal_cdf(x) + x * density
    }
}

fn normal_cdf<T: Scalar>(x: T) -> T {
    T::of(0.5) * (T::one() + (x * T::of(core::f64::consts::FRAC_1_SQRT_2)).erf())
}

/// The cheaper form of GELU: `y = ½ x (1 + tanh u)` with `u = √(2/π) · (x + 0.044715 x³)`,
/// `y′ = ½ (1 + t) + ½ x (1 − t²) √(2/π) (1 + 0.134145 x²)` with `t = tanh u` (Hendrycks and Gimpel 2016).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeluTanh;

/// √(2/π)
const SCALE: f64 = 0.797_884_560_802_865_4;
const CUBIC: f64 = 0.044_715;

impl Elementwise for GeluTanh {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        T::of(0.5) * x * (T::one() + inner(x).tanh())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let tanh = inner(x).tanh();
        let slope = T::of(SCALE) * (T::one() + T::of(3.0 * CUBIC) * x * x);
        T::of(0.5) * (T::one() + tanh) + T::of(0.5) * x * (T::one() - tanh * tanh) * slope
    }
}

fn inner<T: Scalar>(x: T) -> T {
    T::of(SCALE) * (x + T::of(CUBIC) * x * x * x)
}
