//! `LogCosh`: a smooth absolute difference without a parameter.

use super::{Form, Loss, LossOn, Values, mean};
use crate::layer::head::Head;
use crate::math::Math;
use crate::scalar::Scalar;

/// Logarithm of the hyperbolic cosine: `L = (1/n) Σ ln cosh(y − t)`, `∂L/∂y = tanh(y − t) / n` (Green 1990).
///
/// Computed as `|e| + ln(1 + (e^(−2|e|) − 1) / 2)`, which cannot overflow and is exactly 0 where `y = t`.
///
/// Heads: every one. Targets: values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogCosh;

#[diagnostic::do_not_recommend]
impl<H: Head> LossOn<H> for LogCosh {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for LogCosh {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let half = T::of(0.5);
        mean(outputs, target, gradient, |output, target| {
            let difference = output - target;
            let size = difference.abs();
            let shrunk = Math::exp_m1(T::of(-2.0) * size);
            (size + Math::ln_1p(half * shrunk), Math::tanh(difference))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 3];
        let loss = LogCosh.row(Form::Values, &[3f64.ln(), 2.0, 1000.0], &[0.0, 2.0, 0.0], &mut gradient);
        let want = ((5f64 / 3.0).ln() + 1000.0 - 2f64.ln()) / 3.0;
        assert!((loss - want).abs() < 1e-12);
        for (got, want) in gradient.iter().zip([0.8 / 3.0, 0.0, 1.0 / 3.0]) {
            assert!((got - want).abs() < 1e-15);
        }
    }
}
