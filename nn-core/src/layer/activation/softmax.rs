//! `Softmax`: turns logits into probabilities.

use super::{Activation, Reads, by_steps};
use crate::kernel::{self, every};
use crate::layer::head;
use crate::scalar::Scalar;

/// Softmax over one example: `yᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m)` with `m = max x`, which cannot overflow (Bridle 1990).
///
/// As a head it means the probabilities of classes; [`CrossEntropy`](crate::loss::CrossEntropy) then works on the logits.
/// Backward: `∂L/∂xᵢ = yᵢ · (gᵢ − Σⱼ gⱼ yⱼ)`.
///
/// # Shapes
/// Any shape, kept; of a series each step is taken by itself, of an image each pixel. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Softmax;
head::classes!(Softmax, 0.5, function!());

impl Activation for Softmax {
    const READS: Reads = Reads::Output;
    by_steps!();

    #[inline]
    fn forward<T: Scalar>(&self, values: &mut [T]) {
        if kernel::softmax(values) {
            return;
        }
        let mut most = T::neg_infinity();
        every!(&x in values.iter() => {
            if x > most {
                most = x;
            }
        });
        let mut total = T::zero();
        every!(value in values.iter_mut() => {
            *value = (*value - most).exp();
            total = total + *value;
        });
        let scale = T::one() / total;
        every!(value in values => { *value = *value * scale });
    }

    #[inline]
    fn backward<T: Scalar>(&self, y: &[T], gradient: &mut [T]) {
        debug_assert_eq!(y.len(), gradient.len(), "a gradient of another length");
        let mean = y.iter().zip(gradient.iter()).fold(T::zero(), |sum, (&y, &g)| y.multiply_add(g, sum));
        for (gradient, &y) in gradient.iter_mut().zip(y) {
            *gradient = y * (*gradient - mean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_2, LN_5};
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut values = [0.0f64, LN_2, LN_5];
        Softmax.forward(&mut values);
        for (got, want) in values.iter().zip([0.125, 0.25, 0.625]) {
            assert!((got - want).abs() < 1e-15);
        }
        let mut gradient = [1.0, 0.0, 0.0];
        Softmax.backward(&[0.125, 0.25, 0.625], &mut gradient);
        assert_eq!(gradient, [0.109375, -0.03125, -0.078125]);
        let mut large = [1000.0f32, 1000.0];
        Softmax.forward(&mut large);
        assert_eq!(large, [0.5, 0.5]);
        let mut far = [-700.0f64, f64::MIN, 700.0];
        Softmax.forward(&mut far);
        assert_eq!(far, [0.0, 0.0, 1.0]);
        let mut poisoned = [0.0f32, f32::NAN];
        Softmax.forward(&mut poisoned);
        assert!(poisoned.iter().all(|value| value.is_nan()));
    }
}
