//! `SmoothL1`: absolute differences with a rounded tip.

use super::{Form, Loss, LossOn, Values, mean, sign};
use crate::layer::head::Head;
use crate::scalar::Scalar;
use crate::setting::{BadSetting, Range};

/// Smooth L1 loss, with `e = y − t`: `L = (1/n) Σ (e² / 2β if |e| < β, else |e| − β / 2)`,
/// `∂L/∂y = (e / β if |e| < β, else sign(e)) / n`: [`Huber`](super::Huber) divided by β (Girshick 2015).
///
/// Heads: every one. Targets: values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmoothL1 {
    /// Where the square turns into a line; 0 makes it [`MeanAbsoluteError`](super::MeanAbsoluteError).
    pub beta: f64,
}

impl SmoothL1 {
    /// With the square below a difference of `beta`.
    pub const fn new(beta: f64) -> Self {
        Self { beta }
    }
}

impl Default for SmoothL1 {
    /// `beta` is 1.
    fn default() -> Self {
        Self::new(1.0)
    }
}

#[diagnostic::do_not_recommend]
impl<H: Head> LossOn<H> for SmoothL1 {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for SmoothL1 {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let beta = T::of(self.beta);
        let half = T::of(0.5);
        mean(outputs, target, gradient, |output, target| {
            let difference = output - target;
            let size = difference.abs();
            if size < beta {
                (half * size * size / beta, difference / beta)
            } else {
                (size - half * beta, sign(difference))
            }
        })
    }

    fn judge(&self, _: usize) -> Result<(), BadSetting> {
        Range::NotNegative.judge("SmoothL1::beta", T::of(self.beta))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 2];
        let loss = SmoothL1::new(2.0).row(Form::Values, &[1.0f64, -3.0], &[0.0, 2.0], &mut gradient);
        assert_eq!((loss, gradient), (2.125, [0.25, -0.5]));
    }
}
