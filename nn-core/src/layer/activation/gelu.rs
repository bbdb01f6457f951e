//! `Gelu` and `GeluTanh`: a value times the probability that a normal variable is smaller.

use super::{Elementwise, Reads};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// 1/√(2π), the height of φ.
const DENSITY: f64 = 0.398_942_280_401_432_7;

/// Gaussian error linear unit, exact: `y = x · Φ(x)` with `Φ(x) = ½ (1 + erf(x / √2))`, `y′ = Φ(x) + x · φ(x)`
/// (Hendrycks and Gimpel 2016).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gelu;
head::values!(Gelu);

impl Elementwise for Gelu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Gelu
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * normal_cdf(x)
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let density = T::of(DENSITY) * (T::of(-0.5) * x * x).exp();
        normal_cdf(x) + x * density
    }
}

/// Φ(x): how likely a standard normal variable is smaller.
#[inline(always)]
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
head::values!(GeluTanh);

/// √(2/π)
const SCALE: f64 = 0.797_884_560_802_865_4;
/// The weight of x³, fitted by the authors.
const CUBIC: f64 = 0.044_715;

impl Elementwise for GeluTanh {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::GeluTanh
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        T::of(0.5) * x * (T::one() + inner(x).tanh())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let tanh = inner(x).tanh();
        // `x` meets `1 − t²`, which is zero far out, before it is squared: no ∞ · 0.
        let bend = T::of(SCALE) * x * (T::one() - tanh * tanh);
        T::of(0.5) * (T::one() + tanh + bend + T::of(3.0 * CUBIC) * bend * x * x)
    }
}

/// `u`, what the tanh is taken of.
#[inline(always)]
fn inner<T: Scalar>(x: T) -> T {
    T::of(SCALE) * (x + T::of(CUBIC) * x * x * x)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        // Φ(1) and φ(1) from the table of the normal distribution.
        near(Gelu.value(1.0), 0.841_344_746_068_542_9);
        near(Gelu.value(-1.0), -0.158_655_253_931_457_05);
        near(Gelu.derivative(1.0), 0.841_344_746_068_542_9 + 0.241_970_724_519_143_37);
        assert_eq!((Gelu.value(0.0f32), Gelu.derivative(0.0f32)), (0.0, 0.5));
        assert_eq!([-700.0, 700.0].map(|x: f32| Gelu.value(x)), [0.0, 700.0]);
        sound(Gelu);
    }

    #[test]
    fn literal_numbers_of_the_cheaper_form() {
        near(GeluTanh.value(1.0), 0.841_191_990_608_276_7);
        near(GeluTanh.value(-1.0), -0.158_808_009_391_723_3);
        near(GeluTanh.derivative(1.0), 1.082_964_083_845_782_6);
        assert_eq!((GeluTanh.value(0.0f32), GeluTanh.derivative(0.0f32)), (0.0, 0.5));
        assert_eq!([-700.0, 700.0].map(|x: f32| GeluTanh.derivative(x)), [0.0, 1.0]);
        sound(GeluTanh);
    }
}
