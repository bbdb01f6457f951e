//! Whole epochs: shuffling, mini-batches, validation, early stopping.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::borrow::BorrowMut;

use crate::data::Data;
use crate::loss::{Loss, LossOn, Target};
use crate::matrix::Plain;
use crate::matrix::boxed_zero;
use crate::metrics::score;
use crate::network::{HeadOf, Input, Network, OutShape};
use crate::optimizer::Optimizer;
use crate::parameters::copy_parameters;
use crate::random::{Purpose, Random};
use crate::scalar::Scalar;
use crate::schedule::Schedule;
use crate::trainer::{Memory, TrainError, Trainer, check_rows};

/// How [`Trainer::fit`] goes about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Passes over the data.
    pub epochs: usize,
    /// Rows per step; the last batch of an epoch has what remains.
    pub batch: usize,
    /// Names the order of rows, the validation rows and the draws of dropout.
    pub seed: u64,
    /// The share of rows that is kept for validation and never learned, `0 ≤ share < 1`.
    pub validation: f64,
    /// Stops after this many epochs in a row without a better validation loss (without validation: training loss), and
    /// gives back the best weights. `None` trains to the end and keeps the last weights.
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
        (rows as f64 * self.validation) as usize
    }

    /// How many steps training on `rows` rows takes, if patience does not end it: what a schedule is told.
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
    /// Whether patience ran out.
    pub stopped_early: bool,
}

impl<N, L, O, M, S> Trainer<N, L, O, M, S>
where
    N: Network,
    L: LossOn<HeadOf<N>>,
    O: Optimizer<N>,
    M: BorrowMut<Memory<N>>,
    S: Schedule<N::Scalar>,
{
    /// Trains for some epochs and calls `each_epoch` after every one. Calling it again goes on, with new orders of rows.
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
    /// As [`step`](Trainer::step), rows counted in `data`; also a batch of 0 rows or a validation share outside 0..1.
    pub fn fit<Y>(
        &mut self,
        net: &mut N,
        data: &Data<'_, Input<N>, Y>,
        fit: Fit,
        mut each_epoch: impl FnMut(&Epoch<N::Scalar>),
    ) -> Result<Fitted<N::Scalar>, TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>> + Clone,
        L: Loss<N::Scalar, Y::Kind>,
    {
        check_rows::<N, Y>(data.inputs, data.targets)?;
        if fit.batch == 0 {
            return Err(TrainError::BadSetting { what: "a batch has at least one row" });
        }
        if !(0.0..1.0).contains(&fit.validation) {
            return Err(TrainError::BadSetting { what: "the validation share is outside 0..1" });
        }
        self.seed = fit.seed;

        let mut order: Vec<usize> = (0..data.len()).collect();
        Random::at(fit.seed, Purpose::Split, 0).shuffle(&mut order);
        let held_out = order.split_off(data.len() - fit.validation_rows(data.len()));
        order.sort_unstable();
        let validation = gather(data, &held_out);
        if order.is_empty() {
            return Err(TrainError::EmptyBatch);
        }

        let mut batch = (Vec::with_capacity(fit.batch), Vec::with_capacity(fit.batch));
        let mut best: Option<(N::Scalar, usize)> = None;
        let mut best_net: Option<Box<N>> = None;
        let mut without = 0;
        let mut number = 0;
        let mut stopped_early = false;
        while number < fit.epochs && !stopped_early {
            number += 1;
            Random::at(fit.seed, Purpose::Shuffle, self.epochs).shuffle(&mut order);
            self.epochs = self.epochs.wrapping_add(1);
            let mut total = N::Scalar::ZERO;
            for rows in order.chunks(fit.batch) {
                collect(data, rows, &mut batch);
                let loss = self.step(net, &batch.0, &batch.1).map_err(|error| in_data(error, rows))?;
                total = total + loss * N::Scalar::count(rows.len());
            }
            let loss = total * N::Scalar::one_over(order.len());
            let scored = if held_out.is_empty() {
                None
            } else {
                Some(score(net, &Data::new(&validation.0, &validation.1), &self.loss)?)
            };
            let measured = scored.as_ref().map_or(loss, |scored| scored.loss);
            self.schedule.observe(measured);
            let is_best = best.is_none_or(|(least, _)| measured < least);
            if is_best {
                best = Some((measured, number));
                without = 0;
                if fit.patience.is_some() {
                    copy_parameters(net, best_net.get_or_insert_with(boxed_zero::<N>));
                }
            } else {
                without += 1;
                stopped_early = fit.patience.is_some_and(|patience| without >= patience.max(1));
            }
            each_epoch(&Epoch {
                number,
                of: fit.epochs,
                loss,
                validation_loss: scored.as_ref().map(|scored| scored.loss),
                validation_accuracy: scored.as_ref().and_then(|scored| scored.accuracy()),
                learning_rate: self.optimizer.learning_rate(),
                best: is_best,
            });
        }
        if let Some(best_net) = best_net {
            copy_parameters(&*best_net, net);
        }
        let (best_loss, best_epoch) = best.unwrap_or((N::Scalar::ZERO, 0));
        Ok(Fitted { epochs: number, best_epoch, best_loss, stopped_early })
    }
}

/// The rows of these numbers.
fn gather<X: Clone, Y: Clone>(data: &Data<'_, X, Y>, rows: &[usize]) -> (Vec<X>, Vec<Y>) {
    let mut batch = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    collect(data, rows, &mut batch);
    batch
}

/// [`gather`] into vectors that are used again.
fn collect<X: Clone, Y: Clone>(data: &Data<'_, X, Y>, rows: &[usize], batch: &mut (Vec<X>, Vec<Y>)) {
    batch.0.clear();
    batch.1.clear();
    batch.0.extend(rows.iter().filter_map(|&row| data.inputs.get(row).cloned()));
    batch.1.extend(rows.iter().filter_map(|&row| data.targets.get(row).cloned()));
}

/// An error with its row counted in the data set, not in the batch.
fn in_data(error: TrainError, rows: &[usize]) -> TrainError {
    match error {
        TrainError::NonFiniteLoss { step, row } => {
            TrainError::NonFiniteLoss { step, row: rows.get(row).copied().unwrap_or(row) }
        }
        other => other,
    }
}
