//! `MeanAbsoluteError`: the mean of absolute differences.

use super::{Form, Loss, LossOn, Values, mean, sign};
use crate::layer::head::Head;
use crate::scalar::Scalar;

/// Mean absolute error: `L = (1/n) Σ |y − t|`, `∂L/∂y = sign(y − t) / n`, 0 where `y = t` (Boscovich 1757).
///
/// Heads: every one. Targets: values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeanAbsoluteError;

#[diagnostic::do_not_recommend]
impl<H: Head> LossOn<H> for MeanAbsoluteError {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for MeanAbsoluteError {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        mean(outputs, target, gradient, |output, target| {
            let difference = output - target;
            (difference.abs(), sign(difference))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 4];
        let loss = MeanAbsoluteError.row(Form::Values, &[1.0f64, 2.0, 3.0, 4.0], &[1.0, 5.0, 1.0, 3.0], &mut gradient);
        assert_eq!((loss, gradient), (1.5, [0.0, -0.25, 0.25, 0.25]));
    }
}
