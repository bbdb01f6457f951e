//! `KlDivergence`: how far one distribution is from another.

use super::cross_entropy::surprise;
use super::{BadTarget, Form, Loss, LossOn, Measure, Values, judge_classes, refuse_distribution, weigh};
use crate::layer::head::{Linear, LogProbabilities, Probabilities};
use crate::layer::{Identity, LogSoftmax, Softmax};
use crate::math::Math;
use crate::scalar::Scalar;
use crate::setting::BadSetting;

/// Kullback–Leibler divergence, with `p = softmax(z)`: `L = Σ t (ln t − ln p)`, `∂L/∂z = p Σt − t`, the gradient of
/// [`CrossEntropy`](super::CrossEntropy) (Kullback and Leibler 1951).
///
/// Probabilities and their logarithms are taken as they are. `0 ln 0` is 0.
///
/// Heads: `Softmax`, `LogSoftmax` (both fused), `Linear` and `Identity` as logits, `Probabilities`, `LogProbabilities`.
/// Targets: values, probabilities that sum to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KlDivergence;

#[diagnostic::do_not_recommend]
impl LossOn<Linear> for KlDivergence {
    const FORM: Form = Form::Logits;
}
#[diagnostic::do_not_recommend]
impl LossOn<Identity> for KlDivergence {
    const FORM: Form = Form::Logits;
}
#[diagnostic::do_not_recommend]
impl LossOn<Softmax> for KlDivergence {
    const FORM: Form = Form::Logits;
    const FUSED: bool = true;
}
#[diagnostic::do_not_recommend]
impl LossOn<LogSoftmax> for KlDivergence {
    const FORM: Form = Form::Logits;
    const FUSED: bool = true;
}
#[diagnostic::do_not_recommend]
impl LossOn<Probabilities> for KlDivergence {
    const FORM: Form = Form::Probabilities;
}
#[diagnostic::do_not_recommend]
impl LossOn<LogProbabilities> for KlDivergence {
    const FORM: Form = Form::LogProbabilities;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for KlDivergence {
    #[inline]
    fn row(&self, form: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let certainty: T = target.iter().map(|&t| weigh(t, t, Math::ln)).sum();
        certainty + surprise(form, outputs, target.iter().copied(), gradient)
    }

    const MEASURE: Measure = Measure::Classes;

    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        judge_classes("outputs of KlDivergence", outputs)
    }
    fn refuse(&self, target: &[T]) -> Option<BadTarget> {
        refuse_distribution(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 3];
        let loss = KlDivergence.row(Form::Probabilities, &[0.25f64, 0.5, 0.25], &[0.5, 0.5, 0.0], &mut gradient);
        assert!((loss - 0.5 * 2f64.ln()).abs() < 1e-15);
        assert_eq!(gradient, [-2.0, -1.0, 0.0]);
        let loss = KlDivergence.row(Form::Logits, &[0.0f64; 4], &[0.25; 4], &mut [9.0; 4]);
        assert!(loss.abs() < 1e-15);
    }
}
