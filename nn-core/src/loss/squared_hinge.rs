//! `SquaredHinge`: the hinge without a kink.

use super::{BadTarget, Form, Loss, LossOn, Measure, Values, mean, positive, refuse_value};
use crate::layer::head::Linear;
use crate::layer::{Identity, Tanh};
use crate::scalar::Scalar;

/// Squared hinge loss: `L = (1/n) Σ max(0, 1 − t y)²`, `∂L/∂y = −2 t max(0, 1 − t y) / n` (Tang 2013).
///
/// Heads: `Linear`, `Identity`, `Tanh`. Targets: values, each −1 or +1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SquaredHinge;

#[diagnostic::do_not_recommend]
impl LossOn<Linear> for SquaredHinge {
    const FORM: Form = Form::Values;
}
#[diagnostic::do_not_recommend]
impl LossOn<Identity> for SquaredHinge {
    const FORM: Form = Form::Values;
}
#[diagnostic::do_not_recommend]
impl LossOn<Tanh> for SquaredHinge {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for SquaredHinge {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        mean(outputs, target, gradient, |output, target| {
            let margin = positive(T::one() - target * output);
            (margin * margin, T::of(-2.0) * target * margin)
        })
    }

    const MEASURE: Measure = Measure::Answers;

    fn refuse(&self, target: &[T]) -> Option<BadTarget> {
        refuse_value(target, "-1 or 1", |value| value.abs() == T::one())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 4];
        let loss = SquaredHinge.row(Form::Values, &[0.5f64, 1.0, 3.0, -2.0], &[1.0, 1.0, -1.0, -1.0], &mut gradient);
        assert_eq!((loss, gradient), (4.0625, [-0.25, 0.0, 2.0, 0.0]));
    }
}
