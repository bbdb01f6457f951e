//! Whole epochs: shuffling, mini-batches, validation, early stopping.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::borrow::BorrowMut;
use core::ops::ControlFlow;

use super::data::{Augment, Data, judge_share, share_of, split_rows};
use super::error::TrainError;
use super::metrics::{Judge, score};
use super::pass::check_rows;
use super::schedule::Schedule;
use super::trainer::{Memory, Trainer};
use crate::batch::Batch;
use crate::loss::kind::{KindOf, LossOf, OfKind};
use crate::loss::{Loss, LossOn, Target};
use crate::memory::{Plain, boxed_zero, copy};
use crate::network::{HeadOf, Input, Network, OutShape};
use crate::optimizer::Optimizer;
use crate::random::{Purpose, Random};
use crate::scalar::Scalar;
use crate::setting::BadSetting;
use crate::sum::{Sum, unit};

/// How [`Trainer::fit`] goes about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Passes over the data, at least 1. 10 by default.
    pub epochs: usize,
    /// Rows per step, at least 1; the last batch of an epoch has what remains. 32 by default. For a network with `#[batch(…)]` it is that
    /// number, and what remains of an epoch is left out of it: other rows every time, because their order is another.
    pub batch: usize,
    /// Names the validation rows, the order of all others, and what [`augment`](Data::augment) draws. 0 by default.
    pub seed: u64,
    /// The share of rows that is kept for validation and never learned, `0 ≤ share < 1`: the nearest whole number of rows, at
    /// least one of each if it is not 0. 0 by default.
    pub validation: f64,
    /// Stops after this many epochs in a row without a better validation loss (without validation: training loss), and
    /// gives back the best weights; 0 counts as 1. `None` trains to the end and keeps the last weights. `None` by default.
    pub patience: Option<usize>,
}

impl Default for Fit {
    fn default() -> Self {
        Self { epochs: 10, batch: 32, seed: 0, validation: 0.0, patience: None }
    }
}

impl Fit {
    /// How many rows are kept for validation.
    pub fn validation_rows(&self, rows: usize) -> usize {
        share_of(rows, self.validation)
    }

    /// How many steps training on `rows` rows takes, if patience does not end it: what a schedule is told. For a network with
    /// `#[batch(…)]`, which leaves out what remains of an epoch, see [`steps_of`](Self::steps_of).
    ///
    /// ```
    /// # use nn_core::prelude::*;
    /// let fit = Fit { epochs: 10, batch: 32, validation: 0.2, ..Fit::default() };
    /// assert_eq!(fit.steps(100), 30); // 80 rows: two batches of 32 and one of 16
    /// ```
    pub fn steps(&self, rows: usize) -> u64 {
        let learned = rows.saturating_sub(self.validation_rows(rows));
        (learned.div_ceil(self.batch.max(1)) as u64).saturating_mul(self.epochs as u64)
    }

    /// [`steps`](Self::steps) for networks of type `N`: those with `#[batch(…)]` learn whole mini-batches only.
    ///
    /// ```
    /// # use nn_core::prelude::*;
    /// network! { #[batch(8)] pub struct Net { input: [f32; 2], norm: BatchNorm, output: Dense(1) } }
    ///
    /// let fit = Fit { epochs: 10, batch: 8, ..Fit::default() };
    /// assert_eq!((fit.steps_of::<Net>(100), fit.steps(100)), (120, 130)); // 12 batches an epoch, and 4 rows left out
    /// ```
    pub fn steps_of<N: Network>(&self, rows: usize) -> u64 {
        let learned = rows.saturating_sub(self.validation_rows(rows));
        match <N::Batch as Batch>::ROWS {
            0 => self.steps(rows),
            batch => ((learned / batch) as u64).saturating_mul(self.epochs as u64),
        }
    }

    fn judge(&self, rows: usize) -> Result<(), BadSetting> {
        for (name, count) in [("Fit::epochs", self.epochs), ("Fit::batch", self.batch)] {
            if count == 0 {
                return Err(BadSetting { name, value: 0.0, wanted: "at least 1" });
            }
        }
        judge_share("Fit::validation", self.validation, rows)
    }
}

/// How an epoch went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Epoch<T> {
    /// Its number, from 1.
    pub number: usize,
    /// The number of the last.
    pub of: usize,
    /// Mean training loss, measured while learning.
    pub loss: T,
    /// Accuracy on the training rows, measured while learning, if the network classifies.
    pub accuracy: Option<f64>,
    /// Mean loss over the validation rows.
    pub validation_loss: Option<T>,
    /// Accuracy on the validation rows, if the network classifies.
    pub validation_accuracy: Option<f64>,
    /// The learning rate of its last step.
    pub learning_rate: T,
    /// Whether it is the best so far.
    pub best: bool,
}

/// How training ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted<T> {
    /// Epochs trained.
    pub epochs: usize,
    /// The best of them, counted from 1.
    pub best_epoch: usize,
    /// Its loss: of validation if there is one, else of training.
    pub best_loss: T,
    /// Whether it ended before the last epoch: patience ran out, or the caller broke off.
    pub stopped_early: bool,
}

/// What the closure that is called after every epoch gives back: nothing, or whether training goes on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether training goes on",
    label = "called after every epoch of `fit`",
    note = "give back nothing, or `ControlFlow::Continue(())` and `ControlFlow::Break(())`"
)]
pub trait GoOn {
    /// Whether to break off.
    fn breaks(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl GoOn for () {
    fn breaks(self) -> bool {
        false
    }
}

#[diagnostic::do_not_recommend]
impl GoOn for ControlFlow<()> {
    fn breaks(self) -> bool {
        self.is_break()
    }
}

/// The least loss so far, and the weights that had it, if they are to be given back.
struct Best<N: Network> {
    loss: Option<N::Scalar>,
    epoch: usize,
    weights: Option<Box<N>>,
}

impl<N, L, O, M, S> Trainer<N, L, O, M, S>
where
    N: Network,
    L: LossOn<HeadOf<N>>,
    O: Optimizer<N>,
    M: BorrowMut<Memory<N>>,
    S: Schedule<N::Scalar>,
{
    /// Trains for some epochs and calls `each_epoch` after every one, which may break off by giving back
    /// [`ControlFlow::Break`]. Calling `fit` again goes on, with new orders of rows: without patience, which gives back the best
    /// weights at the end of every call, twice two epochs are four.
    ///
    /// ```
    /// # use nn_core::prelude::*;
    /// # network! { pub struct Line { input: [f32; 1], output: Dense(1) } }
    /// # let inputs: Vec<[f32; 1]> = (0..20).map(|x| [x as f32 / 10.0]).collect();
    /// # let targets: Vec<[f32; 1]> = inputs.iter().map(|x| [2.0 * x[0] + 1.0]).collect();
    /// let mut net = Line::new(1);
    /// let mut trainer = Trainer::new(&net, MeanSquaredError, Adam::new(0.05));
    /// let fit = Fit { epochs: 200, batch: 5, validation: 0.2, patience: Some(20), ..Fit::default() };
    /// let fitted = trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |epoch| {
    ///     println!("{}/{} loss {:.4}", epoch.number, epoch.of, epoch.loss);
    /// })?;
    /// assert!(fitted.best_loss < 0.01);
    /// # Ok::<(), TrainError>(())
    /// ```
    ///
    /// # Errors
    /// As [`step`](Trainer::step), rows counted in `data`; also [`Fit::batch`] or fewer rows than `#[batch(…)]` says, no epochs, a batch of 0 rows, or a validation share outside
    /// 0..1. With patience the network then has the best weights so far, else those of the last step.
    pub fn fit<Y, A, R>(
        &mut self,
        net: &mut N,
        data: &Data<'_, Input<N>, Y, A>,
        fit: Fit,
        each_epoch: impl FnMut(&Epoch<N::Scalar>) -> R,
    ) -> Result<Fitted<N::Scalar>, TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>> + Clone,
        Y::Kind: KindOf<N::Scalar, L>,
        LossOf<L, Y::Kind>: OfKind<N::Scalar, Y::Kind>,
        A: Augment<Input<N>>,
        R: GoOn,
    {
        check_rows::<N, L, Y>(&self.loss, data.inputs, data.targets)?;
        fit.judge(data.len()).map_err(TrainError::BadSetting)?;
        let mut best = Best { loss: None, epoch: 0, weights: None };
        let trained = self.epochs(net, data, fit, each_epoch, &mut best);
        if let Some(weights) = &best.weights {
            copy(&**weights, net);
        }
        trained
    }

    fn epochs<Y, A, R>(
        &mut self,
        net: &mut N,
        data: &Data<'_, Input<N>, Y, A>,
        fit: Fit,
        mut each_epoch: impl FnMut(&Epoch<N::Scalar>) -> R,
        best: &mut Best<N>,
    ) -> Result<Fitted<N::Scalar>, TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>> + Clone,
        L: Loss<N::Scalar, Y::Kind>,
        A: Augment<Input<N>>,
        R: GoOn,
    {
        let (learned, held_out) = split_rows(data.len(), fit.validation, fit.seed);
        let validation = data.gather(&held_out);
        let judge = Judge::<N>::new::<L, Y>(data.targets);
        let whole = <N::Batch as Batch>::ROWS;
        if whole > 0 && (fit.batch != whole || learned.len() < whole) {
            let rows = if fit.batch == whole { learned.len() } else { fit.batch };
            return Err(TrainError::BatchSize { rows, batch: whole });
        }
        let taught = if whole > 0 { learned.len() - learned.len() % whole } else { learned.len() };
        let rows = fit.batch.min(learned.len());
        let mut batch = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let mut order = learned.clone();
        let unit = unit(learned.len());
        let (mut number, mut without, mut stopped_early) = (0, 0, false);
        while number < fit.epochs && !stopped_early {
            number += 1;
            let (mut total, mut hits) = (Sum::<f64>::default(), (0, 0));
            order.copy_from_slice(&learned);
            Random::at(fit.seed, Purpose::Shuffle, self.epochs).shuffle(&mut order);
            let changes = Random::at(fit.seed, Purpose::Augment, self.epochs);
            self.epochs = self.epochs.wrapping_add(1);
            for rows in order.get(..taught).unwrap_or_default().chunks(fit.batch) {
                collect(data, rows, &changes, &mut batch);
                let (inputs, targets) = &batch;
                let watch = |row: usize, outputs: &[N::Scalar]| {
                    let Some(target) = targets.get(row) else { return };
                    judge.compare(outputs, target, |class, found| {
                        hits = (hits.0 + usize::from(found == Some(class)), hits.1 + 1);
                    });
                };
                let loss = self.learn(net, inputs, targets, watch).map_err(|error| in_data(error, rows))?;
                total.add(loss.as_f64() * (rows.len() as f64 * unit));
            }
            let loss = N::Scalar::of(total.value() / (taught as f64 * unit));
            let scored = match held_out.is_empty() {
                true => None,
                false => Some(self.validate(net, &validation.inputs, &validation.targets, &held_out)?),
            };
            let measured = scored.map_or(loss, |(loss, _)| loss);
            self.schedule.observe(measured);
            let is_best = best.loss.is_none_or(|least| measured < least);
            if is_best {
                (best.loss, best.epoch, without) = (Some(measured), number, 0);
                if fit.patience.is_some() {
                    copy(net, best.weights.get_or_insert_with(boxed_zero::<N>));
                }
            } else {
                without += 1;
            }
            let last = number == fit.epochs;
            let patient = is_best || fit.patience.is_none_or(|patience| without < patience.max(1));
            let answer = each_epoch(&Epoch {
                number,
                of: fit.epochs,
                loss,
                accuracy: judge.classifies().then(|| hits.0 as f64 / hits.1 as f64),
                validation_loss: scored.map(|(loss, _)| loss),
                validation_accuracy: scored.and_then(|(_, accuracy)| accuracy),
                learning_rate: self.learning_rate(),
                best: is_best,
            });
            stopped_early = !patient || answer.breaks() && !last;
        }
        Ok(Fitted {
            epochs: number,
            best_epoch: best.epoch,
            best_loss: best.loss.unwrap_or(N::Scalar::ZERO),
            stopped_early,
        })
    }

    /// Loss and accuracy on the rows that are kept for validation.
    fn validate<Y>(
        &self,
        net: &N,
        inputs: &[Input<N>],
        targets: &[Y],
        held_out: &[usize],
    ) -> Result<(N::Scalar, Option<f64>), TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>>,
        L: Loss<N::Scalar, Y::Kind>,
    {
        let (report, bad) = score(net, inputs, targets, &self.loss);
        match bad {
            Some(row) => Err(in_data(TrainError::NonFiniteLoss { step: self.steps, row }, held_out)),
            None => Ok((report.loss, report.accuracy())),
        }
    }
}

/// Copies of the rows of these numbers, changed as the data say, in vectors that are used again.
fn collect<X: Clone, Y: Clone, A: Augment<X>>(
    data: &Data<'_, X, Y, A>,
    rows: &[usize],
    changes: &Random,
    batch: &mut (Vec<X>, Vec<Y>),
) {
    let (inputs, targets) = batch;
    inputs.clear();
    targets.clear();
    for (row, input) in rows.iter().filter_map(|&row| Some((row, data.inputs.get(row)?))) {
        let mut input = input.clone();
        data.change.change(&mut input, &mut changes.row(row));
        inputs.push(input);
    }
    targets.extend(rows.iter().filter_map(|&row| data.targets.get(row).cloned()));
}

/// An error with its row counted in the data set, not in the batch.
fn in_data(mut error: TrainError, rows: &[usize]) -> TrainError {
    match &mut error {
        TrainError::NonFiniteLoss { row, .. } | TrainError::NonFiniteOutputGradient { row, .. } => {
            *row = rows.get(*row).copied().unwrap_or(*row);
        }
        _ => {}
    }
    error
}
