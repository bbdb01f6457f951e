//! `Sigmoid`: squashes a value between 0 and 1.

use super::{Elementwise, Reads};
use crate::kernel::Curve;
use crate::layer::head::{Changed, Head, Measure, function};
use crate::scalar::Scalar;

/// Logistic sigmoid: `y = 1 / (1 + e⁻ˣ)`, `y′ = y · (1 − y)` (Verhulst 1845).
///
/// As a head it means the probability of one class; [`BinaryCrossEntropy`](crate::loss::BinaryCrossEntropy) then works on the
/// logits.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sigmoid;

impl Head for Sigmoid {
    type Then<A: Head> = Changed<Self>;
    type Beside<H: Head> = H::BesideAnswers<Self>;
    type BesideAnswers<S: Head> = S;
    type BesideLogAnswers<S: Head> = Changed<S>;
    const MEASURE: Measure = Measure::Answers;
    const BORDER: f64 = 0.5;
    function!();
}

impl Elementwise for Sigmoid {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Sigmoid
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        T::one() / (T::one() + (-x).exp())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        y * (T::one() - y)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_3, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        assert_eq!(Sigmoid.value(0.0f64), 0.5);
        near(Sigmoid.value(2.0), 0.880_797_077_977_882_4);
        near(Sigmoid.value(-LN_3), 0.25);
        assert_eq!(Sigmoid.derivative(0.5f64), 0.25);
        assert_eq!([-1e30, 1e30].map(|x: f32| Sigmoid.value(x)), [0.0, 1.0]);
        sound(Sigmoid);
    }
}
