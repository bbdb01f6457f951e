//! `SmoothedCrossEntropy`: cross-entropy with targets that are never quite sure.

use super::cross_entropy::surprise;
use super::{BadTarget, Classes, CrossEntropy, Form, Loss, LossOn, Measure, Values};
use super::{judge_classes, one_hot, refuse_distribution};
use crate::layer::head::Head;
use crate::scalar::Scalar;
use crate::setting::{BadSetting, Range};

/// Cross-entropy with label smoothing, with `p = softmax(z)` and `u = t (1 − s) + s / k` for `k` classes: `L = −Σ u ln p`,
/// `∂L/∂z = p Σu − u` (Szegedy et al. 2016). Made by [`CrossEntropy::smoothed`].
///
/// Heads: those of [`CrossEntropy`]. Targets: values, classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmoothedCrossEntropy {
    /// The share `s` that is spread over all classes, from 0 to 1.
    pub smoothing: f64,
}

impl CrossEntropy {
    /// With targets that are never quite sure: `t (1 − s) + s / k` for `k` classes.
    pub const fn smoothed(self, smoothing: f64) -> SmoothedCrossEntropy {
        SmoothedCrossEntropy { smoothing }
    }
}

impl SmoothedCrossEntropy {
    #[inline]
    fn smooth<T: Scalar>(
        self,
        target: impl Iterator<Item = T> + Clone,
        classes: usize,
    ) -> impl Iterator<Item = T> + Clone {
        let keep = T::of(1.0 - self.smoothing);
        let spread = T::of(self.smoothing) / T::count(classes);
        target.map(move |t| t.multiply_add(keep, spread))
    }

    pub(super) fn judge_settings<T: Scalar>(self, outputs: usize) -> Result<(), BadSetting> {
        judge_classes("outputs of CrossEntropy", outputs)?;
        Range::Part.judge("SmoothedCrossEntropy::smoothing", T::of(self.smoothing))
    }
}

#[diagnostic::do_not_recommend]
impl<H: Head> LossOn<H> for SmoothedCrossEntropy
where
    CrossEntropy: LossOn<H>,
{
    const FORM: Form = <CrossEntropy as LossOn<H>>::FORM;
    const FUSED: bool = <CrossEntropy as LossOn<H>>::FUSED;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for SmoothedCrossEntropy {
    const MEASURE: Measure = Measure::Classes;

    #[inline]
    fn row(&self, form: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let target = self.smooth(target.iter().copied(), outputs.len());
        surprise(form, outputs, target, gradient)
    }
    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        self.judge_settings::<T>(outputs)
    }
    fn refuse(&self, target: &[T]) -> Option<BadTarget> {
        refuse_distribution(target)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Classes> for SmoothedCrossEntropy {
    const MEASURE: Measure = Measure::Classes;

    #[inline]
    fn row(&self, form: Form, outputs: &[T], class: usize, gradient: &mut [T]) -> T {
        let target = self.smooth(one_hot(class, outputs.len()), outputs.len());
        surprise(form, outputs, target, gradient)
    }
    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        self.judge_settings::<T>(outputs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 2];
        let loss = Loss::<f64, Classes>::row(
            &CrossEntropy.smoothed(0.5),
            Form::Logits,
            &[0.0f64, 3f64.ln()],
            1,
            &mut gradient,
        );
        let want = 0.25 * 4f64.ln() + 0.75 * (4f64 / 3.0).ln();
        assert!((loss - want).abs() < 1e-15);
        assert!(gradient.iter().all(|gradient| gradient.abs() < 1e-15));
    }
}
