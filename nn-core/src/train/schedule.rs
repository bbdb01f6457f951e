//! Learning rates that change while training: from the rate of the optimizer and the number of the step.
//!
//! Counts are `u64`, factors `f64`; everything is computed in the scalar of the network. No schedule panics: every count
//! may be zero, and what that means stands beside it.
//!
//! ```
//! use nn_core::schedule::{Cosine, Schedule, WarmUp};
//!
//! let mut schedule = WarmUp::new(8).then(Cosine::new(32));
//! assert_eq!(schedule.rate(0.1, 3), 0.05);
//! assert_eq!(schedule.rate(0.1, 8), 0.1);
//! assert_eq!(schedule.rate(0.1, 40), 0.0);
//! ```

use num_traits::NumCast;

use crate::math::Math;
use crate::scalar::Scalar;
use crate::setting::{BadSetting, Range};

/// The learning rate as a function of the step.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a schedule of learning rates on `{T}`",
    label = "not a schedule",
    note = "a schedule is `Cosine::new(1000)` or another of `nn_core::schedule`; the rate it starts from is the optimizer's, as in `Sgd::new(0.1)`"
)]
pub trait Schedule<T: Scalar> {
    /// The learning rate of step `step` (from 0), given the optimizer's own rate `base`.
    fn rate(&mut self, base: T, step: u64) -> T;
    /// Told the loss (or metric) of an epoch; only [`ReduceOnPlateau`] listens.
    fn observe(&mut self, _metric: T) {}
    /// Whether its settings have values they can have, as far as no rate tells.
    ///
    /// # Errors
    /// The first that has not.
    fn judge(&self) -> Result<(), BadSetting> {
        Ok(())
    }
    /// What the schedule has learned, for a checkpoint; nothing for one that only counts steps.
    fn state(&self) -> [u64; 4] {
        [0; 4]
    }
    /// Takes up a [`state`](Self::state) again.
    fn restore(&mut self, _state: [u64; 4]) {}
}

/// A count as a scalar.
fn number<T: Scalar>(n: u64) -> T {
    NumCast::from(n).unwrap_or(T::zero()) // never over 64-bit floats, which small chips compute in software
}

/// `min(step, total) / total`; a total of 0 is over at once.
fn progress<T: Scalar>(step: u64, total: u64) -> T {
    if step < total { number::<T>(step) / number(total) } else { T::one() }
}

/// From `from` to `to` along half a cosine.
fn half_cosine<T: Scalar>(from: T, to: T, progress: T) -> T {
    to + (from - to) * T::of(0.5) * (T::one() + Math::cos(T::of(core::f64::consts::PI) * progress))
}

/// From `from` to `to` along a line.
fn line<T: Scalar>(from: T, to: T, progress: T) -> T {
    from + (to - from) * progress
}

/// `base`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Constant;

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for Constant {
    fn rate(&mut self, base: T, _: u64) -> T {
        base
    }
}

/// `base · gamma^⌊t / every⌋`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepDecay {
    /// How many steps a rate holds; 0 for all of them.
    pub every: u64,
    /// The factor between one rate and the next.
    pub gamma: f64,
}

impl StepDecay {
    /// Multiplies by `gamma` every `every` steps.
    pub const fn new(every: u64, gamma: f64) -> Self {
        Self { every, gamma }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for StepDecay {
    fn rate(&mut self, base: T, step: u64) -> T {
        base * Math::pow(T::of(self.gamma), number(step.checked_div(self.every).unwrap_or(0)))
    }
}

/// `base · gamma^n`, where `n` milestones are not later than step `t`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MultiStep<const N: usize> {
    /// The first steps of a new rate, in any order.
    pub milestones: [u64; N],
    /// The factor between one rate and the next.
    pub gamma: f64,
}

impl<const N: usize> MultiStep<N> {
    /// Multiplies by `gamma` at every milestone.
    pub const fn new(milestones: [u64; N], gamma: f64) -> Self {
        Self { milestones, gamma }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> Schedule<T> for MultiStep<N> {
    fn rate(&mut self, base: T, step: u64) -> T {
        let passed = self.milestones.iter().filter(|&&milestone| milestone <= step).count();
        base * Math::pow(T::of(self.gamma), T::count(passed))
    }
}

/// `base · gammaᵗ`.
///
/// In f32 `gamma` itself is rounded, which puts the rate off by up to `t · 6e-8` of its value; for very long runs take
/// [`StepDecay`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    /// The factor from step to step.
    pub gamma: f64,
}

impl Exponential {
    /// Multiplies by `gamma` every step.
    pub const fn new(gamma: f64) -> Self {
        Self { gamma }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for Exponential {
    fn rate(&mut self, base: T, step: u64) -> T {
        base * Math::pow(T::of(self.gamma), number(step))
    }
}

/// `end + (base − end) · (1 − min(t, total) / total)^power`, the `poly` rule of Caffe (Jia et al. 2014).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polynomial {
    /// The step at which `end` is reached; with 0 it is `end` from the start.
    pub total: u64,
    /// 1 falls along a line, more falls early, less falls late.
    pub power: f64,
    /// The rate from step `total` on.
    pub end: f64,
}

impl Polynomial {
    /// Falls to zero in `total` steps.
    pub const fn new(total: u64, power: f64) -> Self {
        Self { total, power, end: 0.0 }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for Polynomial {
    fn rate(&mut self, base: T, step: u64) -> T {
        let end = T::of(self.end);
        end + (base - end) * Math::pow(T::one() - progress(step, self.total), T::of(self.power))
    }
}

/// `base + (end − base) · min(t, total) / total`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinearDecay {
    /// The step at which `end` is reached; with 0 it is `end` from the start.
    pub total: u64,
    /// The rate from step `total` on.
    pub end: f64,
}

impl LinearDecay {
    /// Falls to zero in `total` steps.
    pub const fn new(total: u64) -> Self {
        Self { total, end: 0.0 }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for LinearDecay {
    fn rate(&mut self, base: T, step: u64) -> T {
        line(base, T::of(self.end), progress(step, self.total))
    }
}

/// `base / (1 + decay · t)`, the kind of rate that Robbins and Monro (1951) ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InverseTime {
    /// After `1 / decay` steps the rate is half of `base`.
    pub decay: f64,
}

impl InverseTime {
    /// Falls by `decay` of itself in the first step, then ever slower.
    pub const fn new(decay: f64) -> Self {
        Self { decay }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for InverseTime {
    fn rate(&mut self, base: T, step: u64) -> T {
        base / (T::one() + T::of(self.decay) * number(step))
    }
}

/// `base · min(1/√s, s / warmup^1.5)` with `s = t + 1`: a rise along a line, then a fall (Vaswani et al. 2017).
///
/// The rule of the paper is that of `base = 1/√d_model`. The highest rate, at the end of the rise, is `base / √warmup`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InverseSqrt {
    /// How many steps the rate rises; with 0 it falls from the start.
    pub warmup: u64,
}

impl InverseSqrt {
    /// Rises for `warmup` steps.
    pub const fn new(warmup: u64) -> Self {
        Self { warmup }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for InverseSqrt {
    fn rate(&mut self, base: T, step: u64) -> T {
        let (step, warmup) = (step.saturating_add(1), self.warmup);
        let root = Math::sqrt(number::<T>(step.max(warmup)));
        if step < warmup { base * progress(step, warmup) / root } else { base / root }
    }
}

/// `end + (base − end) · (1 + cos(π · min(t, total) / total)) / 2` (Loshchilov and Hutter 2017).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cosine {
    /// The step at which `end` is reached; with 0 it is `end` from the start.
    pub total: u64,
    /// The rate from step `total` on.
    pub end: f64,
}

impl Cosine {
    /// Falls to zero in `total` steps.
    pub const fn new(total: u64) -> Self {
        Self { total, end: 0.0 }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for Cosine {
    fn rate(&mut self, base: T, step: u64) -> T {
        half_cosine(base, T::of(self.end), progress(step, self.total))
    }
}

/// [`Cosine`] again and again: `t` starts from 0 every `period` steps (SGDR, Loshchilov and Hutter 2017).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineRestarts {
    /// How many steps a fall takes; with 0 the rate is always `base`.
    pub period: u64,
    /// The rate that every fall ends at, one step after its last.
    pub end: f64,
}

impl CosineRestarts {
    /// Falls towards zero, and starts over every `period` steps.
    pub const fn new(period: u64) -> Self {
        Self { period, end: 0.0 }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for CosineRestarts {
    fn rate(&mut self, base: T, step: u64) -> T {
        let step = step.checked_rem(self.period).unwrap_or(0);
        half_cosine(base, T::of(self.end), progress(step, self.period.max(1)))
    }
}

/// `base · (t + 1) / steps` for the first steps, then another schedule that counts from 0 (Goyal et al. 2017).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WarmUp<S = Constant> {
    /// How many steps the rate rises; 0 for none.
    pub steps: u64,
    /// What follows.
    pub after: S,
}

impl WarmUp {
    /// Rises to `base` in `steps` steps and stays there.
    pub const fn new(steps: u64) -> Self {
        Self { steps, after: Constant }
    }

    /// The same rise, followed by `after`.
    pub fn then<S>(self, after: S) -> WarmUp<S> {
        WarmUp { steps: self.steps, after }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar, S: Schedule<T>> Schedule<T> for WarmUp<S> {
    fn rate(&mut self, base: T, step: u64) -> T {
        match step.checked_sub(self.steps) {
            Some(step) => self.after.rate(base, step),
            None => base * progress(step.saturating_add(1), self.steps),
        }
    }
    fn observe(&mut self, metric: T) {
        self.after.observe(metric);
    }
    fn judge(&self) -> Result<(), BadSetting> {
        self.after.judge()
    }
    fn state(&self) -> [u64; 4] {
        self.after.state()
    }
    fn restore(&mut self, state: [u64; 4]) {
        self.after.restore(state);
    }
}

/// The way between two rates of [`OneCycle`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anneal {
    /// Along half a cosine.
    #[default]
    Cosine,
    /// Along a line.
    Linear,
}

/// From `base / start` up to `base`, then down to `base / start / end` (Smith and Topin 2019, with the steps of PyTorch).
///
/// The highest rate is at step `rise · total − 1`, the last at step `total − 1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneCycle {
    /// How many steps there are; later ones keep the last rate. With 0 or 1 only the lowest rate is left.
    pub total: u64,
    /// The share of steps in which the rate rises; with 0 the first step has the highest rate.
    pub rise: f64,
    /// How many times smaller than `base` the first rate is.
    pub start: f64,
    /// How many times smaller than the first rate the last one is.
    pub end: f64,
    /// The way between these rates.
    pub anneal: Anneal,
}

impl OneCycle {
    /// `total` steps, three tenths of them rising from `base / 25`, then falling to `base / 250 000` along a cosine.
    pub const fn new(total: u64) -> Self {
        Self { total, rise: 0.3, start: 25.0, end: 1e4, anneal: Anneal::Cosine }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for OneCycle {
    fn rate(&mut self, base: T, step: u64) -> T {
        let last = self.total.saturating_sub(1);
        let (step, last) = (number::<T>(step.min(last)), number::<T>(last));
        let peak = (T::of(self.rise) * number(self.total) - T::one()).max(T::zero());
        let way = match self.anneal {
            Anneal::Cosine => half_cosine,
            Anneal::Linear => line,
        };
        let first = base / T::of(self.start);
        if step <= peak && peak > T::zero() {
            return way(first, base, step / peak);
        }
        let fallen = if last > peak { (step - peak) / (last - peak) } else { T::one() };
        way(base, first / T::of(self.end), fallen)
    }
}

/// `base`, multiplied by `factor` whenever the metric has not improved for more than `patience` epochs; the rule of PyTorch.
///
/// An epoch is better if its metric is below `best − |best| · threshold`. With `higher_is_better`, it must be above
/// `best + |best| · threshold`. NaN is never better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReduceOnPlateau {
    /// What the rate is multiplied by.
    pub factor: f64,
    /// How many epochs in a row may fail to be better.
    pub patience: u64,
    /// How many epochs after a reduction do not count.
    pub cooldown: u64,
    /// How much better, relative to the best, an epoch must be.
    pub threshold: f64,
    /// No rate is reduced below this one.
    pub lowest: f64,
    /// For a metric that should grow, such as accuracy.
    pub higher_is_better: bool,
    /// State: the best metric so far.
    pub best: Option<f64>,
    /// State: how many epochs in a row were not better.
    pub bad: u64,
    /// State: how many epochs still do not count.
    pub cooling: u64,
    /// State: the product of all reductions.
    pub scale: f64,
}

impl ReduceOnPlateau {
    /// Multiplies by `factor` after more than `patience` epochs without improvement of the loss.
    pub const fn new(factor: f64, patience: u64) -> Self {
        Self {
            factor,
            patience,
            cooldown: 0,
            threshold: 1e-4,
            lowest: 0.0,
            higher_is_better: false,
            best: None,
            bad: 0,
            cooling: 0,
            scale: 1.0,
        }
    }

    /// Whether `metric` is better than the best.
    fn improves(&self, metric: f64) -> bool {
        match self.best {
            None => !metric.is_nan(),
            Some(best) if self.higher_is_better => metric > best + best.abs() * self.threshold,
            Some(best) => metric < best - best.abs() * self.threshold,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Schedule<T> for ReduceOnPlateau {
    fn rate(&mut self, base: T, _: u64) -> T {
        (base * T::of(self.scale)).max(T::of(self.lowest)).min(base)
    }

    fn observe(&mut self, metric: T) {
        let metric = metric.as_f64();
        if self.improves(metric) {
            self.best = Some(metric);
            self.bad = 0;
        } else {
            self.bad = self.bad.saturating_add(1);
        }
        if self.cooling > 0 {
            self.cooling -= 1;
            self.bad = 0;
        }
        if self.bad > self.patience {
            self.scale *= self.factor;
            self.cooling = self.cooldown;
            self.bad = 0;
        }
    }

    fn state(&self) -> [u64; 4] {
        // NaN is never the best, so it can stand for none.
        [self.best.unwrap_or(f64::NAN).to_bits(), self.bad, self.cooling, self.scale.to_bits()]
    }

    fn judge(&self) -> Result<(), BadSetting> {
        Range::Share.judge("ReduceOnPlateau::factor", T::of(self.factor))?;
        Range::NotNegative.judge("ReduceOnPlateau::threshold", T::of(self.threshold))?;
        Range::NotNegative.judge("ReduceOnPlateau::lowest", T::of(self.lowest))
    }

    fn restore(&mut self, [best, bad, cooling, scale]: [u64; 4]) {
        if [best, bad, cooling, scale] == [0; 4] {
            return; // of a training with a schedule that learns nothing
        }
        let best = f64::from_bits(best);
        self.best = (!best.is_nan()).then_some(best);
        (self.bad, self.cooling, self.scale) = (bad, cooling, f64::from_bits(scale));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rates of the first steps and of the last step there is.
    fn rates(mut schedule: impl Schedule<f32>) -> [f32; 4] {
        [0, 1, 2, u64::MAX].map(|step| schedule.rate(0.5, step))
    }

    #[test]
    fn counts_of_zero_have_a_meaning() {
        assert_eq!(rates(StepDecay::new(0, 0.5)), [0.5; 4]);
        assert_eq!(rates(MultiStep::new([], 0.5)), [0.5; 4]);
        assert_eq!(rates(MultiStep::new([0], 0.5)), [0.25; 4]);
        assert_eq!(rates(LinearDecay::new(0)), [0.0; 4]);
        assert_eq!(rates(Polynomial::new(0, 2.0)), [0.0; 4]);
        assert_eq!(rates(Cosine { end: 0.25, ..Cosine::new(0) }), [0.25; 4]);
        assert_eq!(rates(CosineRestarts::new(0)), [0.5; 4]);
        assert_eq!(rates(CosineRestarts::new(1)), [0.5; 4]);
        assert_eq!(rates(WarmUp::new(0)), [0.5; 4]);
        assert_eq!(rates(InverseSqrt::new(0))[0], 0.5);
        assert_eq!(rates(OneCycle { start: 2.0, end: 2.0, ..OneCycle::new(0) }), [0.125; 4]);
        assert_eq!(rates(OneCycle { start: 2.0, end: 2.0, ..OneCycle::new(1) }), [0.125; 4]);
        assert_eq!(
            rates(OneCycle { rise: 0.0, start: 2.0, end: 2.0, ..OneCycle::new(3) }),
            [0.5, 0.3125, 0.125, 0.125]
        );
        assert_eq!(rates(OneCycle { rise: 1.0, start: 2.0, end: 2.0, ..OneCycle::new(3) }), [0.25, 0.375, 0.5, 0.5]);
    }

    #[test]
    fn all_rates_are_finite_at_the_last_step() {
        assert!(rates(Exponential::new(0.9)).iter().all(|rate| rate.is_finite()));
        assert!(rates(InverseTime::new(0.9)).iter().all(|rate| rate.is_finite()));
        assert!(rates(InverseSqrt::new(u64::MAX)).iter().all(|rate| rate.is_finite()));
        assert!(rates(WarmUp::new(u64::MAX)).iter().all(|rate| rate.is_finite()));
        assert!(rates(OneCycle::new(u64::MAX)).iter().all(|rate| rate.is_finite()));
    }

    #[test]
    fn a_plateau_of_a_metric_that_should_grow() {
        let mut schedule =
            WarmUp::new(1).then(ReduceOnPlateau { higher_is_better: true, ..ReduceOnPlateau::new(0.5, 1) });
        let rates = [f32::NAN, 0.5, 0.6, 0.6, 0.6, 0.7, f32::NAN, f32::NAN].map(|metric| {
            schedule.observe(metric);
            schedule.rate(0.5f32, 1)
        });
        assert_eq!(rates, [0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]);
    }

    #[test]
    fn a_plateau_below_zero_is_one() {
        for higher_is_better in [false, true] {
            let mut schedule = ReduceOnPlateau { higher_is_better, ..ReduceOnPlateau::new(0.5, 1) };
            (0..4).for_each(|_| schedule.observe(-10.0f32));
            assert_eq!(schedule.rate(0.5f32, 0), 0.25, "{higher_is_better}");
        }
        let mut schedule = ReduceOnPlateau::new(0.5, 0);
        [-10.0f64, -10.002, -10.004].iter().for_each(|&metric| schedule.observe(metric));
        assert_eq!(schedule.rate(0.5f64, 0), 0.5);
    }

    #[test]
    fn a_rate_below_the_lowest_is_not_raised() {
        let mut schedule = ReduceOnPlateau { lowest: 0.1, ..ReduceOnPlateau::new(0.5, 0) };
        assert_eq!(schedule.rate(0.01, 0), 0.01);
        (0..10).for_each(|_| schedule.observe(1.0));
        assert_eq!(Schedule::<f64>::rate(&mut schedule, 0.01, 0), 0.01);
        assert_eq!(schedule.rate(0.5, 0), 0.1);
    }

    /// Two bad epochs, then one that cools, of rates halved after one: behind a warm-up too.
    #[test]
    fn what_a_plateau_has_learned_goes_on_elsewhere() {
        let plateau = || WarmUp::new(1).then(ReduceOnPlateau { cooldown: 3, ..ReduceOnPlateau::new(0.5, 1) });
        let mut first = plateau();
        [2.0, 3.0, 3.0, 3.0, 3.0f64].iter().for_each(|&metric| first.observe(metric));
        let state = Schedule::<f64>::state(&first);
        assert_eq!(state, [2.0f64.to_bits(), 0, 1, 0.5f64.to_bits()]);
        let mut second = plateau();
        Schedule::<f64>::restore(&mut second, state);
        assert_eq!(second, first);
        let mut none = plateau();
        Schedule::<f64>::restore(&mut none, Schedule::<f64>::state(&plateau()));
        assert_eq!(none, plateau(), "nothing seen yet");
        Schedule::<f64>::restore(&mut second, [0; 4]);
        assert_eq!(second, first, "of a schedule that learns nothing");
    }

    #[test]
    fn an_equal_metric_is_no_improvement() {
        for higher_is_better in [false, true] {
            let plateau = ReduceOnPlateau { higher_is_better, threshold: 0.0, ..ReduceOnPlateau::new(0.5, 0) };
            let mut schedule = plateau;
            [1.0, 1.0f32].iter().for_each(|&metric| schedule.observe(metric));
            assert_eq!(schedule.rate(0.5f32, 0), 0.25, "{higher_is_better}");
        }
    }
}
