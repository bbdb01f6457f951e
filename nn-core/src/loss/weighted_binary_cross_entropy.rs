//! `WeightedBinaryCrossEntropy`: binary cross-entropy where yes and no do not count the same.

use super::binary_cross_entropy::{Answer, alone_in_vectors, in_vectors};
use super::{BadTarget, BinaryCrossEntropy, Form, Loss, LossOn, Measure, Values, mean};
use crate::layer::head::Head;
use crate::scalar::Scalar;
use crate::setting::{BadSetting, Range};

/// Binary cross-entropy with weights, with `p = σ(z)`: `L = −(1/n) Σ (a t ln p + b (1 − t) ln(1 − p))`,
/// `∂L/∂z = (b (1 − t) p − a t (1 − p)) / n` (King and Zeng 2001). Made by [`BinaryCrossEntropy::weighted`].
///
/// The mean is over the outputs, not divided by the sum of the weights.
///
/// Heads: those of [`BinaryCrossEntropy`]. Targets: values from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedBinaryCrossEntropy {
    /// Weight `a` of `t = 1`.
    pub positive: f64,
    /// Weight `b` of `t = 0`.
    pub negative: f64,
}

impl BinaryCrossEntropy {
    /// The share of `t = 1` times `positive`, that of `t = 0` times `negative`, for data with more of one than of the other.
    pub const fn weighted(self, positive: f64, negative: f64) -> WeightedBinaryCrossEntropy {
        WeightedBinaryCrossEntropy { positive, negative }
    }
}

#[diagnostic::do_not_recommend]
impl<H: Head> LossOn<H> for WeightedBinaryCrossEntropy
where
    BinaryCrossEntropy: LossOn<H>,
{
    const FORM: Form = <BinaryCrossEntropy as LossOn<H>>::FORM;
    const FUSED: bool = <BinaryCrossEntropy as LossOn<H>>::FUSED;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Loss<T, Values> for WeightedBinaryCrossEntropy {
    #[inline]
    fn row(&self, form: Form, outputs: &[T], target: &[T], gradient: &mut [T]) -> T {
        let positive = T::of(self.positive);
        let negative = T::of(self.negative);
        if let Some(loss) = in_vectors(form, outputs, target, [positive, negative], gradient) {
            return loss;
        }
        mean(outputs, target, gradient, |output, target| {
            let (yes, no) = Answer::both(form, output);
            let a = positive * target;
            let b = negative * (T::one() - target);
            (a * yes.surprise + b * no.surprise, a * yes.slope + b * no.slope)
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
        let weights = [T::of(self.positive), T::of(self.negative)];
        alone_in_vectors(form, outputs, targets, weights, gradients, losses)
    }

    const MEASURE: Measure = Measure::Answers;

    fn judge(&self, _: usize) -> Result<(), BadSetting> {
        let judge = |name, weight| Range::NotNegative.judge(name, T::of(weight));
        judge("WeightedBinaryCrossEntropy::positive", self.positive)?;
        judge("WeightedBinaryCrossEntropy::negative", self.negative)
    }
    fn refuse(&self, target: &[T]) -> Option<BadTarget> {
        BinaryCrossEntropy.refuse(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_numbers() {
        let mut gradient = [9.0; 2];
        let loss = BinaryCrossEntropy.weighted(3.0, 0.5);
        let loss = loss.row(Form::Logits, &[0.0f64, 0.0], &[1.0, 0.0], &mut gradient);
        assert!((loss - 1.75 * 2f64.ln()).abs() < 1e-15);
        assert_eq!(gradient, [-0.75, 0.125]);
    }
}
