//! `FusedTrainer`: one example after the other, without a buffer for gradients.

use core::fmt;
use core::mem::MaybeUninit;

use num_traits::One;

use super::error::TrainError;
use super::pass::{Pass, check_rows, next_rate};
use super::schedule::{Constant, Schedule};
use crate::batch::OneByOne;
use crate::buffers::{Aligned, any};
use crate::chip;
use crate::layer::Seen;
use crate::loss::kind::{KindOf, LossOf, OfKind};
use crate::loss::{LossOn, Target};
use crate::memory::Plain;
use crate::network::{HeadOf, Input, Network, OutShape, Output};
use crate::optimizer::Sgd;
use crate::scalar::Scalar;
use crate::setting::BadSetting;

/// Gradient descent on one example at a time: backward and update in one pass over the weights. Holds the recorded values of
/// one example and no gradients.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Line { input: [f32; 1], output: Dense(1) } }
///
/// let examples = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = Line::new(1);
/// let mut trainer = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.1));
/// for (input, target) in examples.iter().cycle().take(600) {
///     trainer.step(&mut net, input, target)?;
/// }
/// assert!((net.forward(&[10.0])[0] - 21.0).abs() < 0.1);
/// # Ok::<(), TrainError>(())
/// ```
pub struct FusedTrainer<N: Network, L, S = Constant> {
    /// What is made small.
    pub loss: L,
    /// How parameters move. Its learning rate is the one the schedule starts from, and may be set at any time.
    pub optimizer: Sgd<N>,
    /// How the learning rate changes.
    pub schedule: S,
    /// Names the random draws of dropout.
    pub seed: u64,
    /// The outputs of one example, and what it left for the way back.
    output: [Output<N>; 1],
    values: N::Tape<1>,
    /// The learning rate of the last step.
    rate: N::Scalar,
    steps: u64,
}

/// An optimizer that keeps nothing of a gradient: [`Sgd`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no fused steps of `{N}`",
    label = "not plain descent of `{N}`",
    note = "fused steps keep no gradients, so they are those of a new `Sgd`, for example `Sgd::new(0.1)`; `Trainer` takes every optimizer"
)]
pub trait Fuses<N: Network>: Descent<N> {}
#[diagnostic::do_not_recommend]
impl<N: Network, O: Descent<N>> Fuses<N> for O {}

/// [`Sgd`], by a trait: what asks for it is [`Fuses`], which has no impl of its own for rustc to show.
pub trait Descent<N: Network> {
    /// The optimizer.
    fn descent(self) -> Sgd<N>;
}
#[diagnostic::do_not_recommend]
impl<N: Network> Descent<N> for Sgd<N> {
    #[inline(always)]
    fn descent(self) -> Sgd<N> {
        self
    }
}

impl<N: Network, L: LossOn<HeadOf<N>>> FusedTrainer<N, L> {
    /// A trainer for networks like `net`.
    pub fn new<O: Fuses<N>>(net: &N, loss: L, optimizer: O) -> Self
    where
        N::Batch: OneByOne<N>,
    {
        let (_, optimizer) = (net, optimizer.descent());
        FusedTrainer {
            loss,
            rate: optimizer.learning_rate,
            optimizer,
            schedule: Constant,
            seed: 0,
            output: Plain::ZERO,
            values: Plain::ZERO,
            steps: 0,
        }
    }
}

impl<N: Network, L, S> FusedTrainer<N, L, S> {
    /// Lets the learning rate follow a schedule, which starts from the optimizer's own rate.
    pub fn schedule<S2: Schedule<N::Scalar>>(self, schedule: S2) -> FusedTrainer<N, L, S2> {
        FusedTrainer {
            loss: self.loss,
            optimizer: self.optimizer,
            schedule,
            seed: self.seed,
            output: self.output,
            values: self.values,
            rate: self.rate,
            steps: self.steps,
        }
    }

    /// Names the random draws of dropout.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Steps taken so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The learning rate of the last step, as the schedule made it of the optimizer's own; before the first step the
    /// optimizer's.
    pub fn learning_rate(&self) -> N::Scalar {
        self.rate
    }
}

impl<N: Network, L: LossOn<HeadOf<N>>, S: Schedule<N::Scalar>> FusedTrainer<N, L, S> {
    /// Learns one example and returns its loss before the step.
    ///
    /// The loss and its gradient by the outputs are judged before anything is changed. A gradient that overflows deeper
    /// down is met when weights have moved already: they are no longer finite then, as
    /// [`is_finite`](Network::is_finite) tells at once, and the next step answers [`TrainError::NonFiniteLoss`].
    ///
    /// # Errors
    /// As [`Trainer::step`](crate::Trainer::step); also if the optimizer has weight decay, which needs the gradients.
    pub fn step<Y: Target<N::Scalar, OutShape<N>>>(
        &mut self,
        net: &mut N,
        input: &Input<N>,
        target: &Y,
    ) -> Result<N::Scalar, TrainError>
    where
        Y::Kind: KindOf<N::Scalar, L>,
        LossOf<L, Y::Kind>: OfKind<N::Scalar, Y::Kind>,
    {
        if self.optimizer.weight_decay != N::Scalar::ZERO {
            let (name, value) = ("Sgd::weight_decay", self.optimizer.weight_decay.rounded());
            return Err(TrainError::BadSetting(BadSetting {
                name,
                value,
                wanted: "0 for fused steps, which keep no gradients",
            }));
        }
        let (inputs, targets) = (core::array::from_ref(input), core::array::from_ref(target));
        check_rows::<N, L, Y>(&self.loss, inputs, targets)?;
        let rate = next_rate::<N, L, Y::Kind, _, S>(&self.loss, &self.optimizer, &mut self.schedule, self.steps)
            .map_err(TrainError::BadSetting)?;
        let (share, seed, step) = (N::Scalar::one(), self.seed, self.steps);
        let pass = Pass { net: &*net, loss: &self.loss, share, seed, step, row: 0 };
        let mut grad_out = MaybeUninit::uninit();
        let grad_out = &mut any::<Aligned<[Output<N>; 1]>>(&mut grad_out).0;
        net.record_rows(inputs, &mut self.output, &mut self.values, &mut pass.random());
        let [loss] = pass.losses::<Y, 1>(targets, &mut self.output, grad_out)?;
        // The way back reads anew what the way forth has read: little of it stays in registers over the calls between.
        chip::forget(net);
        chip::forget(self);
        let seen = Seen { x: inputs, out: &self.output, tape: &self.values };
        net.descend_rows(seen, grad_out, rate, None);
        self.rate = rate;
        self.steps = self.steps.wrapping_add(1);
        Ok(loss)
    }
}

impl<N: Network, L: fmt::Debug, S: fmt::Debug> fmt::Debug for FusedTrainer<N, L, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FusedTrainer")
            .field("loss", &self.loss)
            .field("optimizer", &self.optimizer)
            .field("schedule", &self.schedule)
            .field("seed", &self.seed)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
