//! `LogSoftmax`: turns logits into logarithms of probabilities.

use super::{Activation, Reads};
use crate::math::Math;
use crate::scalar::Scalar;

/// Logarithm of softmax over one example: `yᵢ = xᵢ − m − ln Σⱼ e^(xⱼ − m)` with `m = max x`.
///
/// Backward: `∂L/∂xᵢ = gᵢ − e^(yᵢ) · Σⱼ gⱼ`.
///
/// # Shapes
/// `Features<N>`, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogSoftmax;

impl Activation for LogSoftmax {
    const READS: Reads = Reads::Output;

    #[inline]
    fn forward<T: Scalar>(&self, values: &mut [T]) {
        let most = values.iter().fold(T::neg_infinity(), |most, &x| if x > most { x } else { most });
        let total = values.iter().fold(T::zero(), |sum, &x| sum + Math::exp(x - most));
        let shift = Math::ln(total);
        for value in values {
            *value = (*value - most) - shift;
        }
    }

    #[inline]
    fn backward<T: Scalar>(&self, y: &[T], gradient: &mut [T]) {
        let total = gradient.iter().fold(T::zero(), |sum, &g| sum + g);
        for (gradient, &y) in gradient.iter_mut().zip(y) {
            *gradient = *gradient - Math::exp(y) * total;
        }
    }
}
