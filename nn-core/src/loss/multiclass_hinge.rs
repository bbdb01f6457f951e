//! `MulticlassHinge`: the right class ahead of every other, with a margin.

use super::{Classes, Form, Loss, LossOn, Measure, judge_classes, positive, sign};
use crate::layer::Identity;
use crate::layer::head::Linear;
use crate::scalar::Scalar;
use crate::setting::BadSetting;

/// Multiclass hinge loss for class `c`: `L = Σ max(0, 1 + y_j − y_c)` over `j ≠ c`, a sum that is not divided by the number
/// of classes; `∂L/∂y_j = 1` for every class within the margin, `∂L/∂y_c = −` their number (Weston and Watkins 1999).
///
/// Heads: `Linear`, `Identity`. Targets: classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MulticlassHinge;

#[diagnostic::do_not_recommend]
impl LossOn<Linear> for MulticlassHinge {
    const FORM: Form = Form::Values;
}
#[diagnostic::do_not_recommend]
impl LossOn<Identity> for MulticlassHinge {
    const FORM: Form = Form::Values;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Classes> for MulticlassHinge {
    #[inline]
    fn row(&self, _: Form, outputs: &[T], class: usize, gradient: &mut [T]) -> T {
        debug_assert_eq!(outputs.len(), gradient.len(), "rows of another length");
        let right = outputs.get(class).copied().unwrap_or(T::nan());
        let mut total = T::zero();
        let mut within = T::zero();
        for (index, (&output, gradient)) in outputs.iter().zip(gradient.iter_mut()).enumerate() {
            let room = if index == class { T::zero() } else { T::one() };
            let margin = positive(room + (output - right));
            total = total + margin;
            *gradient = sign(margin);
            within = within + *gradient;
        }
        if let Some(gradient) = gradient.get_mut(class) {
            *gradient = -within;
        }
        total
    }

    const MEASURE: Measure = Measure::Classes;

    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        judge_classes("outputs of MulticlassHinge", outputs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 4];
        let loss = MulticlassHinge.row(Form::Values, &[1.0f64, 2.5, 2.0, 1.5], 2, &mut gradient);
        assert_eq!((loss, gradient), (2.0, [0.0, 1.0, -2.0, 1.0]));
    }
}
