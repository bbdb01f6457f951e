//! What a network is trained to make small. A loss is a value plus its gradient by the outputs, one example at a time.
//!
//! Which heads a loss can score is part of its type ([`LossOn`]): with a `Softmax` head, [`CrossEntropy`] reads the logits
//! before it, so that softmax is never applied twice and a logarithm never meets a zero.

mod binary_cross_entropy;
mod cross_entropy;
mod hinge;
mod huber;
pub(crate) mod kind;
mod kl_divergence;
mod label;
mod log_cosh;
mod mean_absolute_error;
mod mean_squared_error;
mod multiclass_hinge;
mod smooth_l1;
mod smoothed_cross_entropy;
mod squared_hinge;
mod weighted_binary_cross_entropy;
mod weighted_cross_entropy;

pub use binary_cross_entropy::BinaryCrossEntropy;
pub use cross_entropy::CrossEntropy;
pub use hinge::Hinge;
pub use huber::Huber;
pub use kl_divergence::KlDivergence;
pub use label::Label;
pub use log_cosh::LogCosh;
pub use mean_absolute_error::MeanAbsoluteError;
pub use mean_squared_error::MeanSquaredError;
pub use multiclass_hinge::MulticlassHinge;
pub use smooth_l1::SmoothL1;
pub use smoothed_cross_entropy::SmoothedCrossEntropy;
pub use squared_hinge::SquaredHinge;
pub use weighted_binary_cross_entropy::WeightedBinaryCrossEntropy;
pub use weighted_cross_entropy::WeightedCrossEntropy;

#[doc(hidden)]
pub use kind::TakesClasses;

use crate::layer::head::Head;
pub use crate::layer::head::Measure;
use crate::memory::flat;
use crate::scalar::Scalar;
use crate::setting::BadSetting;
use crate::shape::{Features, Flat, Image, Series, Shape};

/// In which form a loss reads what the network gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain values.
    Values,
    /// Logits: the loss applies softmax or sigmoid itself, fused and stable.
    Logits,
    /// Probabilities.
    Probabilities,
    /// Logarithms of probabilities.
    LogProbabilities,
}

/// A target that a loss has no meaning for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BadTarget {
    /// What is wrong with it, a value of it or their sum, rounded.
    pub value: f32,
    /// What it has to be.
    pub wanted: &'static str,
}

/// A loss that can score a network ending in head `H`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot score a network that ends in `{H}`",
    label = "this loss has no meaning after `{H}`",
    note = "`CrossEntropy` goes with `Softmax`, `BinaryCrossEntropy` with `Sigmoid`, `MeanSquaredError` with every layer; a last `Dense` goes with every loss; behind probabilities only `Flatten`, `Reshape` and stated shapes may stand, any other layer leaves them `Changed`; the loss stands before the optimizer"
)]
pub trait LossOn<H: Head> {
    /// How the loss reads the outputs.
    const FORM: Form;
    /// Whether the loss takes the place of the head: the network is then run, and differentiated, without it.
    const FUSED: bool = false;
}

/// A loss that can compare outputs with targets of kind `K`: [`Values`] (arrays) or [`Classes`] (indices).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not compare outputs with such targets",
    label = "this loss takes another kind of target",
    note = "`CrossEntropy` and its kin take arrays as long as the output and class indices, `MulticlassHinge` class indices only, every other loss arrays only"
)]
pub trait Loss<T: Scalar, K: TargetKind>: TakesClasses<T, K> {
    /// The loss of one example, and its gradient by `outputs` (all of it is set).
    ///
    /// Elementwise losses are means over the outputs of the example, row losses sums; a batch is the mean of its rows.
    fn row(&self, form: Form, outputs: &[T], target: K::View<'_, T>, gradient: &mut [T]) -> T;

    /// [`row`](Self::row) of some examples with one output each, in the same bits, where they take less time together. Says whether
    /// they do, and so whether it set anything.
    #[doc(hidden)]
    #[inline(always)]
    fn single_outputs<const ROWS: usize>(
        &self,
        form: Form,
        outputs: &[T],
        targets: [K::View<'_, T>; ROWS],
        gradients: &mut [T],
        losses: &mut [T; ROWS],
    ) -> bool {
        let _ = (form, outputs, targets, gradients, losses);
        false
    }

    /// What a [report](crate::Report) measures of a network trained with this loss.
    const MEASURE: Measure = Measure::Values;

    /// Whether the settings of the loss have a meaning for a network with so many outputs.
    ///
    /// # Errors
    /// The first that has not.
    fn judge(&self, outputs: usize) -> Result<(), BadSetting> {
        let _ = outputs;
        Ok(())
    }

    /// What is wrong with a target, if the loss has no meaning for it. That classes exist is judged before.
    fn refuse(&self, target: K::View<'_, T>) -> Option<BadTarget> {
        let _ = target;
        None
    }
}

/// A kind of target.
pub trait TargetKind {
    /// One target as a loss sees it.
    type View<'a, T: Scalar>: Copy;
}

/// Targets that are arrays of the output's shape.
#[derive(Clone, Copy, Debug)]
pub enum Values {}
impl TargetKind for Values {
    type View<'a, T: Scalar> = &'a [T];
}

/// Targets that are indices of classes.
#[derive(Clone, Copy, Debug)]
pub enum Classes {}
impl TargetKind for Classes {
    type View<'a, T: Scalar> = usize;
}

/// One target for an output of shape `S`: an array of that shape, or a class index (`usize`, or a [`Label`] of another
/// integer type).
#[diagnostic::on_unimplemented(
    message = "wrong target: a network with outputs `{S}` cannot learn from `{Self}`",
    label = "not a target for `{S}`",
    note = "targets are arrays of `{T}` as long as the output, with 1.0 and 0.0 for yes and no, or class indices: `usize`, of a series `[usize; STEPS]`, or of another integer `Label::slice(&labels)`, one alone `Label(label)`"
)]
pub trait Target<T: Scalar, S: Shape> {
    /// Whether these are values or classes.
    type Kind: TargetKind;
    /// A part of the target as a loss sees it: part `at` of as many as the loss judges by themselves.
    fn view(&self, at: usize, parts: usize) -> <Self::Kind as TargetKind>::View<'_, T>;
    /// The class, if the target is one that is out of range.
    fn out_of_range(&self) -> Option<usize> {
        None
    }
    /// The target as values, if it is values.
    fn values(&self) -> Option<&[T]>;
    /// The class that a part names, if it names one: an index, or the place of the 1 in a one-hot row.
    fn class(&self, at: usize, parts: usize) -> Option<usize>;
}

/// Part `at` of some values.
#[inline]
fn part<T>(values: &[T], at: usize, parts: usize) -> &[T] {
    if parts == 1 {
        return values;
    }
    let width = values.len() / parts.max(1);
    values.get(at * width..).and_then(|values| values.get(..width)).unwrap_or_default()
}

/// How many parts of an output of shape `S` a loss judges by themselves: one that compares classes judges every step of a series, and
/// every pixel of an image.
pub const fn parts<S: Shape>(measure: Measure) -> usize {
    match (measure, S::SIZES) {
        (Measure::Classes, (2, [steps, ..])) => steps,
        (Measure::Classes, (3, [height, width, _])) => height * width,
        _ => 1,
    }
}

macro_rules! array_target {
    ($array:ty, $shape:ty, $(const $size:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<T: Scalar, $(const $size: usize),*> Target<T, $shape> for $array {
            type Kind = Values;
            #[inline]
            fn view(&self, at: usize, parts: usize) -> &[T] {
                part(flat(self), at, parts)
            }
            fn values(&self) -> Option<&[T]> {
                Some(flat(self))
            }
            fn class(&self, at: usize, parts: usize) -> Option<usize> {
                hot::<T>(part(flat(self), at, parts))
            }
        }
    };
}
array_target!([T; N], Features<N>, const N);
array_target!([[T; N]; STEPS], Series<STEPS, N>, const STEPS, const N);
array_target!([[[T; C]; W]; H], Image<H, W, C>, const H, const W, const C);

/// Where the only 1 among zeros stands.
fn hot<T: Scalar>(values: &[T]) -> Option<usize> {
    let mut ones = values.iter().enumerate().filter(|&(_, &value)| value != T::ZERO);
    match (ones.next(), ones.next()) {
        (Some((at, &value)), None) if value == T::one() => Some(at),
        _ => None,
    }
}

// `usize`, by another name: where one integer has an impl, rustc shows all its lines to whoever has another.
#[diagnostic::do_not_recommend]
impl<T: Scalar, S: Flat> Target<T, S> for <Classes as TargetKind>::View<'static, f32> {
    type Kind = Classes;
    #[inline]
    fn view(&self, _: usize, _: usize) -> usize {
        *self
    }
    fn out_of_range(&self) -> Option<usize> {
        (*self >= S::LEN).then_some(*self)
    }
    fn values(&self) -> Option<&[T]> {
        None
    }
    fn class(&self, _: usize, _: usize) -> Option<usize> {
        Some(*self)
    }
}

// A class for each step of a series.
macro_rules! classes_of_steps {
    ($class:ty $(, $index:ident: $($bound:tt)*)?) => {
        #[diagnostic::do_not_recommend]
        impl<T: Scalar, $($index: $($bound)*,)? const STEPS: usize, const N: usize> Target<T, Series<STEPS, N>> for [$class; STEPS] {
            type Kind = Classes;
            #[inline]
            fn view(&self, at: usize, _: usize) -> usize {
                self.get(at).map_or(usize::MAX, |class| Target::<T, Features<N>>::view(class, 0, 1))
            }
            fn out_of_range(&self) -> Option<usize> {
                self.iter().find_map(Target::<T, Features<N>>::out_of_range)
            }
            fn values(&self) -> Option<&[T]> {
                None
            }
            fn class(&self, at: usize, _: usize) -> Option<usize> {
                self.get(at).and_then(|class| Target::<T, Features<N>>::class(class, 0, 1))
            }
        }
    };
}
classes_of_steps!(<Classes as TargetKind>::View<'static, f32>);
classes_of_steps!(Label<I>, I: Copy + TryInto<usize>);

/// The first value that does not fit.
#[inline]
fn refuse_value<T: Scalar>(target: &[T], wanted: &'static str, fits: impl Fn(T) -> bool) -> Option<BadTarget> {
    let value = target.iter().copied().find(|&value| !fits(value))?;
    Some(BadTarget { value: value.rounded(), wanted })
}

/// What is wrong with values that should be the probabilities of classes.
fn refuse_distribution<T: Scalar>(target: &[T]) -> Option<BadTarget> {
    if let Some(bad) = refuse_value(target, "probabilities of classes, at least 0", |value| value >= T::zero()) {
        return Some(bad);
    }
    let sum = target.iter().fold(T::zero(), |sum, &value| sum + value);
    let close = (sum - T::one()).abs() <= T::of(1e-3); // NaN is not
    if close {
        None
    } else {
        Some(BadTarget { value: sum.rounded(), wanted: "probabilities of classes, whose sum is 1" })
    }
}

/// Softmax over one output is 1 whatever goes in.
fn judge_classes(name: &'static str, outputs: usize) -> Result<(), BadSetting> {
    if outputs > 1 {
        return Ok(());
    }
    Err(BadSetting { name, value: 1.0, wanted: "at least 2; for one output, `BinaryCrossEntropy`" })
}

/// The row of an elementwise loss: the mean of `term(output, target)`, which gives a value and its derivative by the output.
#[inline]
fn mean<T: Scalar>(outputs: &[T], target: &[T], gradient: &mut [T], term: impl Fn(T, T) -> (T, T)) -> T {
    debug_assert!(outputs.len() == target.len() && target.len() == gradient.len(), "rows of another length");
    let share = T::one() / T::count(outputs.len());
    let mut total = T::zero();
    for ((&output, &target), gradient) in outputs.iter().zip(target).zip(gradient) {
        let (value, derivative) = term(output, target);
        total = total + value;
        *gradient = derivative * share;
    }
    total * share
}

/// A class as the values it stands for: 1 at the class, 0 elsewhere; a class that does not exist gives NaN.
#[inline]
fn one_hot<T: Scalar>(class: usize, classes: usize) -> impl Iterator<Item = T> + Clone {
    let elsewhere = if class < classes { T::zero() } else { T::nan() };
    (0..classes).map(move |index| if index == class { T::one() } else { elsewhere })
}

/// `weight · f(x)` with `0 · ∞ = 0`; NaN stays NaN.
#[inline]
fn weigh<T: Scalar>(weight: T, x: T, f: impl FnOnce(T) -> T) -> T {
    if weight == T::zero() && !x.is_nan() { T::zero() } else { weight * f(x) }
}

/// −1, 0 or 1; NaN stays NaN.
#[inline]
fn sign<T: Scalar>(x: T) -> T {
    if x > T::zero() {
        T::one()
    } else if x < T::zero() {
        -T::one()
    } else {
        x
    }
}

/// `max(x, 0)`; NaN stays NaN.
#[inline]
fn positive<T: Scalar>(x: T) -> T {
    if x <= T::zero() { T::zero() } else { x }
}
