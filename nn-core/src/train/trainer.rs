//! `Trainer`: one mini-batch after the other.

use core::borrow::BorrowMut;
use core::fmt;
use core::marker::PhantomData;

use num_traits::float::FloatCore;

use super::clip::{clip_norm, clip_value};
use super::error::TrainError;
use super::pass::{Pass, Step, check_rows, next_rate};
use super::schedule::{Constant, Schedule};
use crate::batch::{Batch, ForRows, Work};
use crate::buffers::Aligned;
use crate::chip;
use crate::kernel::{self, wide};
use crate::loss::kind::{KindOf, LossOf, OfKind};
use crate::loss::{Loss, LossOn, Target};
use crate::math::Math;
use crate::memory::{Plain, flat};
use crate::network::{HeadOf, Input, Network, OutShape, Output};
use crate::optimizer::Optimizer;
use crate::optimizer::optimizer_of::OptimizerOf;
use crate::parameters::{Gradients, Role};
use crate::scalar::Scalar;
use crate::setting::{BadSetting, Range};
use crate::sum::Sum;

/// The memory of a trainer: gradients, and what the rows take that run together.
pub struct Memory<N: Network> {
    gradients: Aligned<N::Gradients>,
    rows: <N::Batch as Batch>::Memory<Steps<N>>,
}

/// What some rows take in a step.
pub struct Steps<N>(PhantomData<N>);

impl<N: Network> ForRows for Steps<N> {
    type Rows<const ROWS: usize> = Step<N, ROWS>;
}

// SAFETY: plain fields.
unsafe impl<N: Network> Plain for Memory<N> {
    const FLAT: bool = false;
}

/// Owns what training needs beside the network: loss, optimizer with its state, gradients, tape, and the step counter.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Line { input: [f32; 1], output: Dense(1) } }
///
/// let (inputs, targets) = ([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]]);
/// let mut net = Line::new(1);
/// let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.1));
/// for _ in 0..200 {
///     trainer.step(&mut net, &inputs, &targets)?;
/// }
/// assert!((net.forward(&[10.0])[0] - 21.0).abs() < 0.1);
/// # Ok::<(), TrainError>(())
/// ```
pub struct Trainer<N: Network, L, O, M = Memory<N>, S = Constant> {
    /// What is made small.
    pub loss: L,
    /// How parameters move. Its learning rate is the one the schedule starts from, and may be set at any time.
    pub optimizer: O,
    /// How the learning rate changes.
    pub schedule: S,
    /// Names the random draws of dropout.
    pub seed: u64,
    memory: M,
    /// The learning rate of the last step.
    rate: N::Scalar,
    clip_norm: Option<N::Scalar>,
    clip_value: Option<N::Scalar>,
    l1: N::Scalar,
    l2: N::Scalar,
    pub(crate) steps: u64,
    pub(crate) epochs: u64,
}

impl<N: Network, L: LossOn<HeadOf<N>>, O: OptimizerOf<N>> Trainer<N, L, O> {
    /// A trainer for networks like `net`.
    pub fn new(net: &N, loss: L, optimizer: O) -> Self {
        let _ = net;
        Trainer::with(loss, optimizer, Memory::ZERO)
    }

    /// [`new`](Self::new) with its memory on the heap, never on the stack: for large networks, with `Adam::boxed(…)` and
    /// the like.
    ///
    /// A step stands in this memory too, tape, gradients and buffers of the rows that run together; what is left on the stack is small, but
    /// for what networks and layers of your own that stand inside bring with them.
    #[cfg(feature = "alloc")]
    pub fn boxed(net: &N, loss: L, optimizer: O) -> Trainer<N, L, O, alloc::boxed::Box<Memory<N>>> {
        let _ = net;
        Trainer::with(loss, optimizer, crate::memory::boxed_zero())
    }
}

impl<N: Network, L, O: Optimizer<N>, M> Trainer<N, L, O, M> {
    fn with(loss: L, optimizer: O, memory: M) -> Self {
        Trainer {
            loss,
            rate: optimizer.learning_rate(),
            optimizer,
            schedule: Constant,
            seed: 0,
            memory,
            clip_norm: None,
            clip_value: None,
            l1: N::Scalar::ZERO,
            l2: N::Scalar::ZERO,
            steps: 0,
            epochs: 0,
        }
    }
}

impl<N: Network, L, O: Optimizer<N>, M, S> Trainer<N, L, O, M, S> {
    /// Lets the learning rate follow a schedule, which starts from the optimizer's own rate.
    pub fn schedule<S2: Schedule<N::Scalar>>(self, schedule: S2) -> Trainer<N, L, O, M, S2> {
        Trainer {
            loss: self.loss,
            optimizer: self.optimizer,
            schedule,
            seed: self.seed,
            memory: self.memory,
            rate: self.rate,
            clip_norm: self.clip_norm,
            clip_value: self.clip_value,
            l1: self.l1,
            l2: self.l2,
            steps: self.steps,
            epochs: self.epochs,
        }
    }

    /// Shortens the gradient of a batch to this length at most (Pascanu, Mikolov and Bengio 2013).
    pub fn clip_norm(self, most: N::Scalar) -> Self {
        Self { clip_norm: Some(most), ..self }
    }

    /// Clamps every number of the gradient of a batch to ±`most`.
    pub fn clip_value(self, most: N::Scalar) -> Self {
        Self { clip_value: Some(most), ..self }
    }

    /// Adds `λ · Σ|w|` over all weights to what is made small; biases are left alone.
    pub fn l1(self, lambda: N::Scalar) -> Self {
        Self { l1: lambda, ..self }
    }

    /// Adds `½ λ · Σ w²` over all weights to what is made small; biases are left alone.
    pub fn l2(self, lambda: N::Scalar) -> Self {
        Self { l2: lambda, ..self }
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

    /// Whether every setting that needs a buffer of gradients has a value it can have.
    fn judge(&self) -> Result<(), BadSetting> {
        self.optimizer.judge()?;
        Range::NotNegative.judge("Trainer::l1", self.l1)?;
        Range::NotNegative.judge("Trainer::l2", self.l2)?;
        for (name, most) in [("Trainer::clip_norm", self.clip_norm), ("Trainer::clip_value", self.clip_value)] {
            Range::Rate.judge(name, most.unwrap_or(N::Scalar::ZERO))?;
        }
        Ok(())
    }
}

impl<N: Network, L: LossOn<HeadOf<N>> + Default, O: Optimizer<N> + Default> Default for Trainer<N, L, O> {
    fn default() -> Self {
        Trainer::with(L::default(), O::default(), Memory::ZERO)
    }
}

impl<N: Network, L: fmt::Debug, O: fmt::Debug, M, S: fmt::Debug> fmt::Debug for Trainer<N, L, O, M, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer")
            .field("loss", &self.loss)
            .field("optimizer", &self.optimizer)
            .field("schedule", &self.schedule)
            .field("seed", &self.seed)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}

impl<N, L, O, M, S> Trainer<N, L, O, M, S>
where
    N: Network,
    L: LossOn<HeadOf<N>>,
    O: Optimizer<N>,
    M: BorrowMut<Memory<N>>,
    S: Schedule<N::Scalar>,
{
    /// Learns one mini-batch and returns its mean loss before the step, penalties excluded. Allocates nothing.
    ///
    /// # Errors
    /// An empty or uneven batch, one of another size than `#[batch(…)]` says, a class out of range or a target without meaning, a setting that cannot be, a loss or a
    /// gradient that is not finite: [`TrainError`] says which. The network, and the state of the optimizer, are then
    /// unchanged.
    pub fn step<Y: Target<N::Scalar, OutShape<N>>>(
        &mut self,
        net: &mut N,
        inputs: &[Input<N>],
        targets: &[Y],
    ) -> Result<N::Scalar, TrainError>
    where
        Y::Kind: KindOf<N::Scalar, L>,
        LossOf<L, Y::Kind>: OfKind<N::Scalar, Y::Kind>,
    {
        check_rows::<N, L, Y>(&self.loss, inputs, targets)?;
        self.learn(net, inputs, targets, |_, _| {})
    }

    /// [`step`](Self::step) with rows that are judged already. `watch` is told every row and its outputs (logits, if the loss
    /// takes the place of the head).
    pub(crate) fn learn<Y>(
        &mut self,
        net: &mut N,
        inputs: &[Input<N>],
        targets: &[Y],
        watch: impl FnMut(usize, &[N::Scalar]),
    ) -> Result<N::Scalar, TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>>,
        L: Loss<N::Scalar, Y::Kind>,
    {
        let batch = <N::Batch as Batch>::ROWS;
        if batch > 0 && inputs.len() != batch {
            return Err(TrainError::BatchSize { rows: inputs.len(), batch });
        }
        self.judge().map_err(TrainError::BadSetting)?;
        let rate = next_rate::<N, L, Y::Kind, O, S>(&self.loss, &self.optimizer, &mut self.schedule, self.steps)
            .map_err(TrainError::BadSetting)?;
        let (step, seed) = (self.steps, self.seed);
        let memory = self.memory.borrow_mut();
        // The first rows set what on small chips is cleared and added to: less code there.
        if chip::USED {
            memory.gradients.0.clear();
        }
        let pass = Pass { net, loss: &self.loss, share: N::Scalar::one_over(inputs.len()), seed, step, row: 0 };
        let (mean, gradients) = (Sum::default(), &mut *memory.gradients);
        let mut rest = Rest { pass, inputs, targets, gradients, mean, watch };
        N::Batch::each(&mut rest, &mut memory.rows)?;
        let mean = rest.mean;
        let gradients = memory.gradients.0.as_mut_slice();
        if self.l1 != N::Scalar::ZERO || self.l2 != N::Scalar::ZERO {
            add_penalties::<N>(net, gradients, self.l1, self.l2);
        }
        let clipped = self.clip_norm.is_some() || self.clip_value.is_some();
        let most = if O::SQUARES && !clipped { Math::sqrt(N::Scalar::max_value()) } else { N::Scalar::max_value() };
        if !fit(gradients, most) {
            let parameter = gradients.iter().position(|gradient| !fit(&[*gradient], most)).unwrap_or(0);
            return Err(TrainError::NonFiniteGradient { step, parameter });
        }
        if let Some(most) = self.clip_value {
            clip_value(gradients, most);
        }
        if let Some(most) = self.clip_norm {
            clip_norm(gradients, most);
        }
        let base = self.optimizer.learning_rate();
        self.optimizer.set_learning_rate(rate);
        self.optimizer.step(net, &memory.gradients);
        self.optimizer.set_learning_rate(base);
        let Ok(()) = N::Batch::whole(&mut Statistics { net }, &mut memory.rows);
        self.rate = rate;
        self.steps = step.wrapping_add(1);
        Ok(mean.value())
    }
}

/// What is left of a mini-batch.
struct Rest<'a, N: Network, L, Y, W> {
    pass: Pass<'a, N, L>,
    inputs: &'a [Input<N>],
    targets: &'a [Y],
    gradients: &'a mut N::Gradients,
    /// Of the losses so far.
    mean: Sum<N::Scalar>,
    watch: W,
}

impl<N, L, Y, W> Work for Rest<'_, N, L, Y, W>
where
    N: Network,
    L: Loss<N::Scalar, Y::Kind> + LossOn<HeadOf<N>>,
    Y: Target<N::Scalar, OutShape<N>>,
    W: FnMut(usize, &[N::Scalar]),
{
    type Memory = Steps<N>;
    type Error = TrainError;

    const SUIT: [bool; 2] = {
        let bytes = N::PASS_BYTES + size_of::<Output<N>>();
        [kernel::suit(bytes, N::MULTIPLY_ADDS), kernel::few_suit(bytes)]
    };

    #[inline(always)]
    fn run<const ROWS: usize>(&mut self, memory: &mut Step<N, ROWS>) -> Result<(), TrainError> {
        let (inputs, targets) = (self.inputs.as_chunks(), self.targets.as_chunks());
        for (inputs, targets) in inputs.0.iter().zip(targets.0) {
            // A pass of its own for each block: what is lent to a function stands in memory.
            let pass = Pass { ..self.pass };
            let losses = pass.learn::<Y, ROWS>(inputs, targets, memory, self.gradients)?;
            losses.into_iter().for_each(|loss| self.mean.add(loss));
            (self.pass.row..).zip(&memory.output).for_each(|(row, output)| (self.watch)(row, flat(output)));
            self.pass.row += ROWS;
        }
        (self.inputs, self.targets) = (inputs.1, targets.1);
        Ok(())
    }
}

/// What layers take from the tape of a step that is known to be good.
struct Statistics<'a, N> {
    net: &'a mut N,
}

impl<N: Network> Work for Statistics<'_, N> {
    type Memory = Steps<N>;
    type Error = core::convert::Infallible;

    const SUIT: [bool; 2] = [false; 2];

    #[inline(always)]
    fn run<const ROWS: usize>(&mut self, memory: &mut Step<N, ROWS>) -> Result<(), Self::Error> {
        self.net.update_statistics::<ROWS>(&memory.values);
        Ok(())
    }
}

wide! {
    fn fit<T: Scalar>(gradients: &[T], most: T) -> bool {
        // Without a way out of the loop, so that it can be done by vectors. NaN is not less.
        gradients.iter().fold(true, |fit, gradient| fit & (gradient.abs() <= most))
    }
}

/// Adds the gradients of `l1 · Σ|w| + ½ l2 · Σ w²`.
fn add_penalties<N: Network>(net: &N, gradients: &mut [N::Scalar], l1: N::Scalar, l2: N::Scalar) {
    let mut gradients = gradients;
    net.visit(&mut |role, parameters: &[N::Scalar]| {
        if role == Role::Fixed {
            return;
        }
        let Some((own, rest)) = core::mem::take(&mut gradients).split_at_mut_checked(parameters.len()) else { return };
        gradients = rest;
        if role == Role::Weight {
            for (gradient, &weight) in own.iter_mut().zip(parameters) {
                let sign = if weight == N::Scalar::ZERO { weight } else { weight.signum() };
                *gradient = *gradient + l1 * sign + l2 * weight;
            }
        }
    });
}
