//! `Hinge`: the sides of a line, with a margin.

use super::{BadTarget, Form, Loss, LossOn, Measure, Values, mean, positive, refuse_value, sign};
use crate::layer::head::Linear;
use crate::layer::{Identity, Tanh};
use crate::scalar::Scalar;

/// Hinge loss: `L = (1/n) Σ max(0, 1 − t y)`, `∂L/∂y = −t / n` within the margin, 0 from `t y = 1` on (Cortes and Vapnik 1995).
///
/// Heads: `Linear`, `Identity`, `Tanh`. Targets: values, each −1 or +1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hinge;

#[diagnostic::do_not_recommend]
impl LossOn<Linear> for Hinge {
    const FORM: Form = Form::Values;
}
#[diagnostic::do_not_recommend]
impl LossOn<Identity> for Hinge {
    const FORM: Form = Form::Values;
}
#[diagnostic::do_not_recommend]
impl LossOn<Tanh> for Hinge {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for Hinge {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        mean(outputs, target, gradient, |output, target| {
            let margin = positive(T::one() - target * output);
            (margin, -target * sign(margin))
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
        let loss = Hinge.row(Form::Values, &[0.5f64, 1.0, 3.0, -2.0], &[1.0, 1.0, -1.0, -1.0], &mut gradient);
        assert_eq!((loss, gradient), (1.125, [-0.25, 0.0, 0.25, 0.0]));
    }
}
