//! `Huber`: squares of small differences, absolute values of large ones.

use super::{Form, Loss, LossOn, Values, mean, sign};
use crate::layer::head::Head;
use crate::scalar::Scalar;
use crate::setting::{BadSetting, Range};

/// Huber loss, with `e = y − t`: `L = (1/n) Σ (e² / 2 if |e| ≤ δ, else δ (|e| − δ / 2))`,
/// `∂L/∂y = (e if |e| ≤ δ, else δ sign(e)) / n` (Huber 1964).
///
/// Heads: every one. Targets: values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Huber {
    /// Where the square turns into a line.
    pub delta: f64,
}

impl Huber {
    /// With the square up to a difference of `delta`.
    pub const fn new(delta: f64) -> Self {
        Self { delta }
    }
}

impl Default for Huber {
    /// `delta` is 1.
    fn default() -> Self {
        Self::new(1.0)
    }
}

#[diagnostic::do_not_recommend]
impl<H: Head> LossOn<H> for Huber {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for Huber {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let delta = T::of(self.delta);
        let half = T::of(0.5);
        mean(outputs, target, gradient, |output, target| {
            let difference = output - target;
            let size = difference.abs();
            if size <= delta {
                (half * size * size, difference)
            } else {
                (delta * (size - half * delta), delta * sign(difference))
            }
        })
    }

    fn judge(&self, _: usize) -> Result<(), BadSetting> {
        Range::Positive.judge("Huber::delta", T::of(self.delta))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 2];
        let loss = Huber::new(2.0).row(Form::Values, &[1.0f64, -3.0], &[0.0, 2.0], &mut gradient);
        assert_eq!((loss, gradient), (4.25, [0.5, -1.0]));
    }
}
