//! `LogSoftmax`: turns logits into logarithms of probabilities.

use super::{Activation, Reads, by_steps};
use crate::kernel;
use crate::layer::head;
use crate::scalar::Scalar;

/// Logarithm of softmax over one example: `yᵢ = xᵢ − m − ln Σⱼ e^(xⱼ − m)` with `m = max x`, which
/// cannot overflow (Blanchard, Higham and Higham 2021).
///
/// Backward: `∂L/∂xᵢ = gᵢ − e^(yᵢ) · Σⱼ gⱼ`.
///
/// # Shapes
/// Any shape, kept; of a series each step is taken by itself, of an image each pixel. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogSoftmax;
head::classes!(LogSoftmax, head::LN_HALF, function!());

impl Activation for LogSoftmax {
    const READS: Reads = Reads::Output;
    by_steps!();

    #[inline]
    fn forward<T: Scalar>(&self, values: &mut [T]) {
        let [most, total] = kernel::sum_of_powers(values).unwrap_or_else(|| {
            let most = values.iter().fold(T::neg_infinity(), |most, &x| if x > most { x } else { most });
            [most, values.iter().fold(T::zero(), |sum, &x| sum + (x - most).exp())]
        });
        let shift = total.ln();
        for value in values {
            *value = (*value - most) - shift;
        }
    }

    #[inline]
    fn backward<T: Scalar>(&self, y: &[T], gradient: &mut [T]) {
        debug_assert_eq!(y.len(), gradient.len(), "a gradient of another length");
        if kernel::log_softmax_slope(y, gradient) {
            return;
        }
        let total = gradient.iter().fold(T::zero(), |sum, &g| sum + g);
        for (gradient, &y) in gradient.iter_mut().zip(y) {
            *gradient = *gradient - y.exp() * total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_2, LN_5, near};
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut values = [0.0f64, LN_2, LN_5];
        LogSoftmax.forward(&mut values);
        for (got, want) in values.iter().zip([-3.0 * LN_2, -2.0 * LN_2, LN_5 - 3.0 * LN_2]) {
            near(*got, want);
        }
        let mut gradient = [1.0, 0.0, 1.0];
        LogSoftmax.backward(&values, &mut gradient);
        for (got, want) in gradient.iter().zip([0.75, -0.5, -0.25]) {
            near(*got, want);
        }
        let mut large = [1000.0f32, 1000.0];
        LogSoftmax.forward(&mut large);
        assert_eq!(large, [-core::f32::consts::LN_2; 2]);
        let mut far = [-700.0f32, 0.0, 700.0];
        LogSoftmax.forward(&mut far);
        assert_eq!(far, [-1400.0, -700.0, 0.0]);
        let mut poisoned = [0.0f64, f64::NAN];
        LogSoftmax.forward(&mut poisoned);
        assert!(poisoned.iter().all(|value| value.is_nan()));
    }
}
