//! `BinaryCrossEntropy`: how surprising each yes or no is.

use super::{BadTarget, Form, Loss, LossOn, Measure, Values, mean, refuse_value};
use crate::kernel;
use crate::layer::head::{Linear, Probabilities};
use crate::layer::{Identity, LogSigmoid, Sigmoid};
use crate::math::Math;
use crate::scalar::{Scalar, clamp};

/// Binary cross-entropy, with `p = σ(z)`: `L = −(1/n) Σ (t ln p + (1 − t) ln(1 − p))`, `∂L/∂z = (p − t) / n` (Good 1952).
///
/// From logits: `max(z, 0) − z t + ln(1 + e^−|z|)`, which neither overflows nor takes the logarithm of 0. Probabilities are
/// kept within `[10⁻⁷, 1 − 10⁻⁷]`, with the gradient `(p − t) / (p (1 − p) n)` inside and 0 beyond.
///
/// Heads: `Sigmoid`, `LogSigmoid` (both fused), `Linear` and `Identity` as logits, `Probabilities`. Targets: values from 0
/// to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BinaryCrossEntropy;

#[diagnostic::do_not_recommend]
impl LossOn<Linear> for BinaryCrossEntropy {
    const FORM: Form = Form::Logits;
}
#[diagnostic::do_not_recommend]
impl LossOn<Identity> for BinaryCrossEntropy {
    const FORM: Form = Form::Logits;
}
#[diagnostic::do_not_recommend]
impl LossOn<Sigmoid> for BinaryCrossEntropy {
    const FORM: Form = Form::Logits;
    const FUSED: bool = true;
}
#[diagnostic::do_not_recommend]
impl LossOn<LogSigmoid> for BinaryCrossEntropy {
    const FORM: Form = Form::Logits;
    const FUSED: bool = true;
}
#[diagnostic::do_not_recommend]
impl LossOn<Probabilities> for BinaryCrossEntropy {
    const FORM: Form = Form::Probabilities;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for BinaryCrossEntropy {
    #[inline]
    fn row(&self, form: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        if let Some(loss) = in_vectors(form, outputs, target, [T::one(); 2], gradient) {
            return loss;
        }
        mean(outputs, target, gradient, |output, target| {
            let (yes, no) = Answer::both(form, output);
            let rest = T::one() - target;
            (target * yes.surprise + rest * no.surprise, target * yes.slope + rest * no.slope)
        })
    }
    #[inline]
    fn single_outputs<const ROWS: usize>(
        &self,
        form: Form,
        outputs: &[T],
        targets: [&[T]; ROWS],
        gradients: &mut [T],
        losses: &mut [T; ROWS],
    ) -> bool {
        alone_in_vectors(form, outputs, targets, [T::one(); 2], gradients, losses)
    }

    const MEASURE: Measure = Measure::Answers;

    fn refuse(&self, target: &[T]) -> Option<BadTarget> {
        refuse_value(target, "from 0 to 1", |value| value >= T::zero() && value <= T::one())
    }
}

/// The mean of the surprises, where yes and no have these weights, and its gradient, if there is a kernel for it.
#[inline]
pub(super) fn in_vectors<T: Scalar>(
    form: Form,
    outputs: &[T],
    target: &[T],
    [yes, no]: [T; 2],
    gradient: &mut [T],
) -> Option<T> {
    if form == Form::Probabilities {
        return None;
    }
    let share = T::one() / T::count(outputs.len());
    Some(kernel::answers(outputs, target, [yes, no, share], gradient)? * share)
}

/// The same of rows with one output each; says whether there is a kernel that did it.
#[inline]
pub(super) fn alone_in_vectors<T: Scalar, const ROWS: usize>(
    form: Form,
    outputs: &[T],
    targets: [&[T]; ROWS],
    [yes, no]: [T; 2],
    gradients: &mut [T],
    losses: &mut [T; ROWS],
) -> bool {
    if form == Form::Probabilities {
        return false;
    }
    let targets = targets.map(|target| target.first().copied().unwrap_or(T::nan()));
    kernel::answers_alone(outputs, &targets, [yes, no, T::one()], gradients, losses)
}

/// What one of the two answers costs if it is the right one.
pub(super) struct Answer<T> {
    /// `−ln` of its probability.
    pub surprise: T,
    /// The derivative of that by the output.
    pub slope: T,
}

impl<T: Scalar> Answer<T> {
    /// Yes and no, as `form` tells to read them out of an output.
    #[inline]
    pub fn both(form: Form, output: T) -> (Self, Self) {
        match form {
            Form::Probabilities => Self::of_probability(output),
            _ => Self::of_logit(output),
        }
    }

    #[inline]
    fn of_logit(z: T) -> (Self, Self) {
        let tail = Math::exp(-z.abs());
        let most = T::one() / (T::one() + tail);
        let least = tail * most;
        let small = Math::ln_1p(tail);
        // By z and its sign bit: |z| and 0 would be kept over the calls.
        if z.is_sign_negative() {
            let large = small - z;
            (Self { surprise: large, slope: -most }, Self { surprise: small, slope: least })
        } else {
            let large = small + z;
            (Self { surprise: small, slope: -least }, Self { surprise: large, slope: most })
        }
    }

    #[inline]
    fn of_probability(p: T) -> (Self, Self) {
        let least = T::of(1e-7);
        let most = T::one() - least;
        // Both are kept in the limits on their own: 1 − (1 − 10⁻⁷) is far from 10⁻⁷ in f32.
        let yes = clamp(p, least, most);
        let no = clamp(T::one() - p, least, most);
        let moves = if p < least || p > most { T::zero() } else { T::one() };
        (Self { surprise: -Math::ln(yes), slope: -moves / yes }, Self { surprise: -Math::ln(no), slope: moves / no })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 2];
        let loss = BinaryCrossEntropy.row(Form::Logits, &[0.0f64, 3f64.ln()], &[1.0, 0.0], &mut gradient);
        assert!((loss - 8f64.ln() / 2.0).abs() < 1e-15);
        assert_eq!(gradient[0], -0.25);
        assert!((gradient[1] - 0.375).abs() < 1e-15);

        let loss = BinaryCrossEntropy.row(Form::Probabilities, &[0.25f64, 0.0], &[1.0, 0.0], &mut gradient);
        assert!((loss - (4f64.ln() + 1e-7) / 2.0).abs() < 1e-14);
        assert_eq!(gradient, [-2.0, 0.0]);

        let loss = BinaryCrossEntropy.row(Form::Logits, &[1e30f32, -1e30], &[0.0, 0.0], &mut [9.0; 2]);
        assert_eq!(loss, 5e29);
    }

    #[test]
    fn rows_of_one_output_together_and_alone() {
        let mut random = crate::Random::new(3);
        let (outputs, targets): ([f32; 13], [[f32; 1]; 13]) =
            (core::array::from_fn(|_| random.normal::<f32>() * 30.0), core::array::from_fn(|_| [random.uniform()]));
        let weighted = BinaryCrossEntropy.weighted(3.0, 0.5);
        for form in [Form::Logits, Form::Values, Form::Probabilities] {
            let views = targets.each_ref().map(|target| target.as_slice());
            let (mut gradients, mut losses) = ([[9.0; 13]; 2], [[9.0; 13]; 2]);
            let [first, second] = &mut gradients;
            let plain = BinaryCrossEntropy.single_outputs(form, &outputs, views, first, &mut losses[0]);
            let other = weighted.single_outputs(form, &outputs, views, second, &mut losses[1]);
            let has_kernel = kernel::answers_alone::<f32>(&[], &[], [1.0; 3], &mut [], &mut []);
            assert_eq!([plain, other], [has_kernel && form != Form::Probabilities; 2]);
            for row in 0..if plain { 13 } else { 0 } {
                let (mut one, mut two) = ([9.0], [9.0]);
                let loss = BinaryCrossEntropy.row(form, &outputs[row..=row], views[row], &mut one);
                let other = weighted.row(form, &outputs[row..=row], views[row], &mut two);
                assert_eq!([loss, other], losses.map(|losses| losses[row]));
                assert_eq!([one, two], gradients.map(|gradients| [gradients[row]]));
            }
        }
    }
}
