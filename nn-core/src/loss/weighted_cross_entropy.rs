//! `WeightedCrossEntropy`: cross-entropy where the classes do not count the same.

use super::{Classes, CrossEntropy, Form, Loss, LossOn, Values};
use crate::head::Head;
use crate::scalar::Scalar;

/// Cross-entropy with weights, with `p = softmax(z)`: `L = −w Σ t ln p`, `∂L/∂z = w (p Σt − t)`, where `w` is the weight of
/// the class of the row, `Σ t w` for targets that are values (King and Zeng 2001). Made by [`CrossEntropy::weighted`].
///
/// A batch is the mean over its rows, not divided by the sum of their weights. With another number of weights than of
/// outputs the loss is NaN.
///
/// Heads: those of [`CrossEntropy`]. Targets: values, classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedCrossEntropy<T, const N: usize> {
    /// The weight of each class.
    pub weights: [T; N],
}

#[diagnostic::do_not_recommend]
impl<H: Head, T: Scalar, const N: usize> LossOn<H> for WeightedCrossEntropy<T, N>
where
    CrossEntropy: LossOn<H>,
{
    const FORM: Form = <CrossEntropy as LossOn<H>>::FORM;
    const FUSED: bool = <CrossEntropy as LossOn<H>>::FUSED;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> Loss<T, Values> for WeightedCrossEntropy<T, N> {
    #[inline]
    fn row(&self, form: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let weighed = self.weights.iter().zip(target).map(|(&weight, &target)| weight * target);
        let weight = if outputs.len() == N { weighed.sum() } else { T::nan() };
        times(weight, Loss::<T, Values>::row(&CrossEntropy, form, outputs, target, gradient), gradient)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> Loss<T, Classes> for WeightedCrossEntropy<T, N> {
    #[inline]
    fn row(&self, form: Form, outputs: &[T], class: usize, gradient: &mut [T]) -> T {
        let weight = self.weights.get(class).filter(|_| outputs.len() == N);
        let weight = weight.copied().unwrap_or(T::nan());
        times(weight, Loss::<T, Classes>::row(&CrossEntropy, form, outputs, class, gradient), gradient)
    }
}

#[inline]
fn times<T: Scalar>(weight: T, loss: T, gradient: &mut [T]) -> T {
    for gradient in gradient {
        *gradient = *gradient * weight;
    }
    loss * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 2];
        let loss = CrossEntropy.weighted([8.0, 0.5]);
        let value = Loss::<f64, Classes>::row(&loss, Form::Logits, &[0.0, 0.0], 0, &mut gradient);
        assert_eq!((value, gradient), (8.0 * 2f64.ln(), [-4.0, 4.0]));
        let value = Loss::<f64, Values>::row(&loss, Form::Logits, &[0.0, 0.0], &[0.25, 0.75], &mut gradient);
        assert!((value - 2.375 * 2f64.ln()).abs() < 1e-15);
        assert_eq!(gradient, [0.59375, -0.59375]);
        assert!(Loss::<f64, Classes>::row(&loss, Form::Logits, &[0.0; 3], 0, &mut [9.0; 3]).is_nan());
    }
}
