//! `WeightedCrossEntropy`: cross-entropy where the classes do not count the same.

use super::{BadTarget, Classes, CrossEntropy, Form, Loss, LossOn, Measure, SmoothedCrossEntropy, Values};
use super::{refuse_distribution, refuse_value};
use crate::layer::head::Head;
use crate::scalar::Scalar;
use crate::setting::BadSetting;

/// Cross-entropy with weights, with `p = softmax(z)`: `L = −w Σ u ln p`, `∂L/∂z = w (p Σu − u)`, where `w` is the weight of
/// the class of the row, `Σ t w` for targets that are values, and `u` are the targets `t`, smoothed if that is asked for
/// (King and Zeng 2001). Made by [`CrossEntropy::weighted`] and [`SmoothedCrossEntropy::weighted`].
///
/// A batch is the mean over its rows, not divided by the sum of their weights. There is one weight per output.
///
/// Heads: those of [`CrossEntropy`]. Targets: values, classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedCrossEntropy<T, const N: usize> {
    /// The weight of each class.
    pub weights: [T; N],
    /// The share of [label smoothing](SmoothedCrossEntropy); 0 for none.
    pub smoothing: f64,
}

impl CrossEntropy {
    /// With one weight per class, for data with more of one class than of another.
    pub const fn weighted<T: Scalar, const N: usize>(self, weights: [T; N]) -> WeightedCrossEntropy<T, N> {
        WeightedCrossEntropy { weights, smoothing: 0.0 }
    }
}

impl SmoothedCrossEntropy {
    /// With one weight per class besides: see [`WeightedCrossEntropy`].
    pub const fn weighted<T: Scalar, const N: usize>(self, weights: [T; N]) -> WeightedCrossEntropy<T, N> {
        WeightedCrossEntropy { weights, smoothing: self.smoothing }
    }
}

impl<T: Scalar, const N: usize> WeightedCrossEntropy<T, N> {
    /// With label smoothing besides; the weight of a row is that of its class all the same.
    pub const fn smoothed(self, smoothing: f64) -> Self {
        Self { smoothing, ..self }
    }

    const fn smoothed_only(&self) -> SmoothedCrossEntropy {
        SmoothedCrossEntropy { smoothing: self.smoothing }
    }

    fn judge_settings(&self, outputs: usize) -> Result<(), BadSetting> {
        let name = "WeightedCrossEntropy::weights";
        if outputs != N {
            return Err(BadSetting { name, value: N as f32, wanted: "as many as the network has outputs" });
        }
        if let Some(bad) =
            refuse_value(&self.weights, "finite and at least 0", |weight| weight >= T::zero() && weight < T::infinity())
        {
            return Err(BadSetting { name, value: bad.value, wanted: bad.wanted });
        }
        self.smoothed_only().judge_settings::<T>(outputs)
    }
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
    const MEASURE: Measure = Measure::Classes;

    #[inline]
    fn row(&self, form: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let weighed = self.weights.iter().zip(target).map(|(&weight, &target)| weight * target);
        let weight = if outputs.len() == N { weighed.sum() } else { T::nan() };
        times(weight, Loss::<T, Values>::row(&self.smoothed_only(), form, outputs, target, gradient), gradient)
    }
    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        self.judge_settings(outputs)
    }
    fn refuse(&self, target: &[T]) -> Option<BadTarget> {
        refuse_distribution(target)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> Loss<T, Classes> for WeightedCrossEntropy<T, N> {
    const MEASURE: Measure = Measure::Classes;

    #[inline]
    fn row(&self, form: Form, outputs: &[T], class: usize, gradient: &mut [T]) -> T {
        let weight = self.weights.get(class).filter(|_| outputs.len() == N);
        let weight = weight.copied().unwrap_or(T::nan());
        times(weight, Loss::<T, Classes>::row(&self.smoothed_only(), form, outputs, class, gradient), gradient)
    }
    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        self.judge_settings(outputs)
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
    }

    #[test]
    fn smoothed_and_weighted_in_any_order() {
        let loss = CrossEntropy.smoothed(0.5).weighted([8.0, 0.5]);
        assert_eq!(loss, CrossEntropy.weighted([8.0, 0.5]).smoothed(0.5));
        let (mut gradient, logits) = ([9.0; 2], [0.0f64, 3f64.ln()]);
        // Targets ¾ and ¼, probabilities ¼ and ¾.
        let value = Loss::<f64, Classes>::row(&loss, Form::Logits, &logits, 0, &mut gradient);
        assert!((value - 8.0 * (0.75 * 4f64.ln() + 0.25 * (4f64 / 3.0).ln())).abs() < 1e-14);
        assert!((gradient[0] + 4.0).abs() < 1e-14 && (gradient[1] - 4.0).abs() < 1e-14);
    }
}
