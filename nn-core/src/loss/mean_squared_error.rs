//! `MeanSquaredError`: the mean of squared differences.

use super::{Form, Loss, LossOn, Values};
use crate::layer::head::Head;
use crate::scalar::Scalar;

/// Mean squared error: `L = (1/n) Σ (y − t)²`, `∂L/∂y = 2 (y − t) / n`, without the factor ½ (Legendre 1805).
///
/// Heads: every one. Targets: values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeanSquaredError;

#[diagnostic::do_not_recommend]
impl<H: Head> LossOn<H> for MeanSquaredError {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for MeanSquaredError {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        debug_assert!(outputs.len() == target.len() && target.len() == gradient.len(), "rows of another length");
        let share = T::one() / T::count(outputs.len());
        let mut total = T::zero();
        for ((&output, &target), gradient) in outputs.iter().zip(target).zip(gradient) {
            let difference = output - target;
            total = difference.multiply_add(difference, total);
            *gradient = T::of(2.0) * difference * share;
        }
        total * share
    }
}
