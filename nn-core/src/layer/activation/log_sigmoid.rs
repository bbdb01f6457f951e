//! `LogSigmoid`: the logarithm of a sigmoid.

use super::{Elementwise, Reads};
use crate::kernel::Curve;
use crate::layer::head::{Changed, Head, LN_HALF, Measure, function};
use crate::scalar::Scalar;

/// `y = −ln(1 + e⁻ˣ)`, computed as `min(x, 0) − ln(1 + e^−|x|)`, which cannot overflow; `y′ = 1 / (1 + eˣ)`, which is
/// `1 − e^y`.
/// It is the log-likelihood of logistic regression (Cox 1958).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogSigmoid;

impl Head for LogSigmoid {
    type Then<A: Head> = Changed<Self>;
    type Beside<H: Head> = H::BesideLogAnswers<Self>;
    type BesideAnswers<S: Head> = Changed<S>;
    type BesideLogAnswers<S: Head> = S;
    const MEASURE: Measure = Measure::Answers;
    const BORDER: f64 = LN_HALF;
    function!(OfOutput);
}

/// The same, with a way back from the outputs, which are all that a head leaves.
#[derive(Clone, Copy)]
struct OfOutput;

impl Elementwise for OfOutput {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::LogSigmoidOfOutput
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        LogSigmoid.value(x)
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        -y.exp_m1()
    }
}

impl Elementwise for LogSigmoid {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::LogSigmoid
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        // Written so that NaN passes through.
        let low = if x > T::zero() { T::zero() } else { x };
        low - (-x.abs()).exp().ln_1p()
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        T::one() / (T::one() + x.exp())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_2, LN_3, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        near(LogSigmoid.value(0.0), -LN_2);
        near(LogSigmoid.value(LN_3), LN_3 - 2.0 * LN_2);
        near(LogSigmoid.derivative(LN_3), 0.25);
        near(OfOutput.derivative_at(LN_3), 0.25);
        assert_eq!([LogSigmoid.derivative(0.0f32), OfOutput.derivative_at(0.0)], [0.5; 2]);
        assert_eq!([-700.0, 700.0].map(|x: f32| LogSigmoid.value(x)), [-700.0, 0.0]);
        let ends = [f64::NEG_INFINITY, f64::INFINITY];
        assert_eq!(ends.map(|x| LogSigmoid.value(x)), [f64::NEG_INFINITY, 0.0]);
        assert_eq!(ends.map(|x| LogSigmoid.derivative(x)), [1.0, 0.0]);
        assert_eq!(ends.map(|x| OfOutput.derivative_at(x)), [1.0, 0.0]);
        sound(LogSigmoid);
        sound(OfOutput);
    }
}
