//! `CrossEntropy`: how surprising the right class is.

use super::{BadTarget, Classes, Form, Loss, LossOn, Measure, Values};
use super::{judge_classes, one_hot, refuse_distribution, weigh};
use crate::kernel;
use crate::layer::head::{Linear, LogProbabilities, Probabilities};
use crate::layer::{Identity, LogSoftmax, Softmax};
use crate::math::Math;
use crate::scalar::Scalar;
use crate::setting::BadSetting;

/// Cross-entropy, with `p = softmax(z)`: `L = −Σ t ln p`, `∂L/∂z = p Σt − t`, which is `p − t` for targets that sum to 1
/// (Good 1952, Bridle 1990).
///
/// From logits: `ln p = z − m − ln Σ e^(z − m)` with `m = max z`, which cannot overflow. Probabilities are taken as they are,
/// with the gradient `−t / p`, and so are their logarithms, with `−t`. `0 ln 0` is 0, but a target above 0 that meets `p = 0`
/// makes the loss infinite.
///
/// Heads: `Softmax`, `LogSoftmax` (both fused), `Linear` and `Identity` as logits, `Probabilities`, `LogProbabilities`.
/// Targets: values, classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CrossEntropy;

#[diagnostic::do_not_recommend]
impl LossOn<Linear> for CrossEntropy {
    const FORM: Form = Form::Logits;
}
#[diagnostic::do_not_recommend]
impl LossOn<Identity> for CrossEntropy {
    const FORM: Form = Form::Logits;
}
#[diagnostic::do_not_recommend]
impl LossOn<Softmax> for CrossEntropy {
    const FORM: Form = Form::Logits;
    const FUSED: bool = true;
}
#[diagnostic::do_not_recommend]
impl LossOn<LogSoftmax> for CrossEntropy {
    const FORM: Form = Form::Logits;
    const FUSED: bool = true;
}
#[diagnostic::do_not_recommend]
impl LossOn<Probabilities> for CrossEntropy {
    const FORM: Form = Form::Probabilities;
}
#[diagnostic::do_not_recommend]
impl LossOn<LogProbabilities> for CrossEntropy {
    const FORM: Form = Form::LogProbabilities;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for CrossEntropy {
    #[inline]
    fn row(&self, form: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        surprise(form, outputs, target.iter().copied(), gradient)
    }

    const MEASURE: Measure = Measure::Classes;

    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        judge_classes("outputs of CrossEntropy", outputs)
    }
    fn refuse(&self, target: &[T]) -> Option<BadTarget> {
        refuse_distribution(target)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Classes> for CrossEntropy {
    #[inline]
    fn row(&self, form: Form, outputs: &[T], class: usize, gradient: &mut [T]) -> T {
        if form == Form::Logits
            && let Some([most, sum]) = kernel::shares(outputs, gradient)
            && let (Some(&z), Some(gradient)) = (outputs.get(class), gradient.get_mut(class))
        {
            *gradient = *gradient - T::one();
            return (most - z) + Math::ln(sum);
        }
        surprise(form, outputs, one_hot(class, outputs.len()), gradient)
    }

    const MEASURE: Measure = Measure::Classes;

    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        judge_classes("outputs of CrossEntropy", outputs)
    }
}

/// `−Σ t ln p` and its gradient, with `p` as `form` tells to read it out of the outputs.
#[inline]
pub(super) fn surprise<T: Scalar>(
    form: Form,
    outputs: &[T],
    target: impl Iterator<Item = T> + Clone,
    gradient: &mut [T],
) -> T {
    debug_assert!(outputs.len() == target.clone().count() && outputs.len() == gradient.len(), "rows of another length");
    let mut total = T::zero();
    match form {
        Form::Probabilities => {
            for ((&p, t), gradient) in outputs.iter().zip(target).zip(gradient) {
                total = total + weigh(t, p, |p| -Math::ln(p));
                *gradient = weigh(t, p, |p| -T::one() / p);
            }
        }
        Form::LogProbabilities => {
            for ((&log, t), gradient) in outputs.iter().zip(target).zip(gradient) {
                total = total + weigh(t, log, |log| -log);
                *gradient = if log.is_nan() { log } else { -t };
            }
        }
        Form::Logits | Form::Values => {
            let (most, sum, rest) = match kernel::shares(outputs, gradient) {
                Some([most, sum]) => (most, sum, T::one()),
                None => {
                    let most = outputs.iter().fold(T::neg_infinity(), |most, &z| if z > most { z } else { most });
                    let mut sum = T::zero();
                    for (gradient, &z) in gradient.iter_mut().zip(outputs) {
                        *gradient = Math::exp(z - most);
                        sum = sum + *gradient;
                    }
                    (most, sum, sum)
                }
            };
            let shift = Math::ln(sum);
            let mut mass = T::zero();
            for (&z, t) in outputs.iter().zip(target.clone()) {
                total = total + weigh(t, z, |z| (most - z) + shift);
                mass = mass + t;
            }
            let scale = mass / rest;
            for (gradient, t) in gradient.iter_mut().zip(target) {
                *gradient = *gradient * scale - t;
            }
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 3];
        let logits = [0.0f64, 2f64.ln(), 5f64.ln()];
        let loss = Loss::<f64, Classes>::row(&CrossEntropy, Form::Logits, &logits, 1, &mut gradient);
        assert!((loss - 4f64.ln()).abs() < 1e-15);
        for (got, want) in gradient.iter().zip([0.125, -0.75, 0.625]) {
            assert!((got - want).abs() < 1e-15);
        }

        let loss = Loss::<f64, Values>::row(
            &CrossEntropy,
            Form::Probabilities,
            &[0.5f64, 0.5, 0.0],
            &[1.0, 0.0, 0.0],
            &mut gradient,
        );
        assert_eq!((loss, gradient), (2f64.ln(), [-2.0, 0.0, 0.0]));
        let loss =
            Loss::<f64, Classes>::row(&CrossEntropy, Form::LogProbabilities, &[-1.5f64, -0.5, -3.0], 2, &mut gradient);
        assert_eq!((loss, gradient), (3.0, [0.0, 0.0, -1.0]));

        let loss =
            Loss::<f32, Classes>::row(&CrossEntropy, Form::Logits, &[1e30f32, f32::NEG_INFINITY], 0, &mut [9.0; 2]);
        assert_eq!(loss, 0.0);
    }
}
