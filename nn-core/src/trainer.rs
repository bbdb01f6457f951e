//! Training: one mini-batch ([`Trainer::step`]), or whole epochs ([`Trainer::fit`]).

use core::borrow::BorrowMut;
use core::fmt;

use num_traits::{One, float::FloatCore};

use crate::clip::{clip_norm, clip_value};
#[cfg(doc)]
use crate::layer::Layer;
use crate::layer::Seen;
use crate::loss::{BadTarget, Loss, LossOn, Target, TargetKind};
use crate::math::Math;
use crate::matrix::{Plain, flat, flat_mut};
use crate::network::{HeadOf, Input, Network, OutShape, Output, Tape};
use crate::optimizer::{Optimizer, Sgd};
use crate::parameters::{Gradients, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::schedule::{Constant, Schedule};
use crate::setting::{BadSetting, Range};
use crate::shape::{Rows, Shape};
use crate::sum::Sum;

/// Rows that are recorded together.
pub(crate) const BLOCK: usize = crate::kernel::ROWS;

/// Why a batch could not be learned. The network is as it was before.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum TrainError {
    /// A batch, or a data set, without rows.
    EmptyBatch,
    /// Inputs and targets of different number.
    UnequalLengths {
        /// Rows of input.
        inputs: usize,
        /// Rows of target.
        targets: usize,
    },
    /// A class index that the network has no output for.
    ClassOutOfRange {
        /// The row of the batch, or of the data set in [`Trainer::fit`].
        row: usize,
        /// The index found there.
        class: usize,
        /// The network's number of outputs; indices run from 0 to one less.
        classes: usize,
    },
    /// A target that the loss has no meaning for.
    BadTarget {
        /// The row of the batch, or of the data set in [`Trainer::fit`].
        row: usize,
        /// What is wrong with it, a value of it or their sum, rounded.
        value: f32,
        /// What it has to be.
        wanted: &'static str,
    },
    /// A loss that is NaN or infinite: the input holds such a number, or the learning rate is too high.
    NonFiniteLoss {
        /// The step, counted from 0.
        step: u64,
        /// The row of its batch, or of the data set in [`Trainer::fit`], where it may be one kept for validation.
        row: usize,
    },
    /// A loss that is finite, but not its gradient by the outputs.
    NonFiniteOutputGradient {
        /// The step, counted from 0.
        step: u64,
        /// The row of its batch, or of the data set in [`Trainer::fit`].
        row: usize,
    },
    /// A loss that is finite, but not its gradient by a parameter, or too large for an optimizer that squares it.
    NonFiniteGradient {
        /// The step, counted from 0.
        step: u64,
        /// The first such parameter, counted over all that are trained.
        parameter: usize,
    },
    /// Something that needs gradients in a buffer, asked of [`Trainer::step_fused`], which has none.
    NeedsGradients {
        /// What was asked for.
        what: &'static str,
    },
    /// A setting of the loss, the optimizer, the trainer, or [`Fit`](crate::Fit) with a value it cannot have.
    BadSetting(BadSetting),
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            TrainError::EmptyBatch => write!(f, "the batch has no rows"),
            TrainError::UnequalLengths { inputs, targets } => {
                write!(f, "{inputs} rows of input, but {targets} rows of target")
            }
            TrainError::ClassOutOfRange { row, class, classes } => {
                write!(
                    f,
                    "row {row}: class {class}, but the network has {classes} outputs (0 to {})",
                    classes.saturating_sub(1)
                )
            }
            TrainError::BadTarget { row, value, wanted } => {
                write!(f, "row {row}: target {value}, but the loss takes {wanted}")
            }
            TrainError::NonFiniteLoss { step, row } => {
                write!(f, "step {step}: the loss of row {row} is not finite; nothing was learned from it")
            }
            TrainError::NonFiniteOutputGradient { step, row } => {
                write!(
                    f,
                    "step {step}: the gradient by the outputs of row {row} is not finite; nothing was learned from it"
                )
            }
            TrainError::NonFiniteGradient { step, parameter } => {
                write!(
                    f,
                    "step {step}: the gradient by parameter {parameter} is too large; nothing was learned from it"
                )
            }
            TrainError::NeedsGradients { what } => {
                write!(f, "`step_fused` keeps no gradients, which {what} needs; use `step`")
            }
            TrainError::BadSetting(bad) => write!(f, "{bad}"),
        }
    }
}

impl core::error::Error for TrainError {}

/// The memory of a trainer: gradients, and tapes for a block of rows and for a single one.
pub struct Memory<N: Network> {
    gradients: N::Gradients,
    block: Tape<N, BLOCK>,
    #[cfg(not(chip))]
    single: Tape<N, 1>,
}

impl<N: Network> Memory<N> {
    /// For rows that do not fill a block; where a block is one row, its tape.
    fn single(&mut self) -> (&mut Tape<N, 1>, &mut N::Gradients) {
        #[cfg(not(chip))]
        return (&mut self.single, &mut self.gradients);
        #[cfg(chip)]
        return (&mut self.block, &mut self.gradients);
    }
}

// SAFETY: plain fields.
unsafe impl<N: Network> Plain for Memory<N> {
    const FLAT: bool = false;
}

/// The memory of a trainer that only takes fused steps: the outputs and recorded values of one example.
pub struct FusedMemory<N: Network> {
    output: [Output<N>; 1],
    values: N::Tape<1>,
}

/// Memory for one example: of its outputs, and of what is recorded.
pub trait SingleTape<N: Network> {
    /// The outputs, and the recorded values.
    fn single(&mut self) -> (&mut [Output<N>; 1], &mut N::Tape<1>);
}

impl<N: Network> SingleTape<N> for FusedMemory<N> {
    fn single(&mut self) -> (&mut [Output<N>; 1], &mut N::Tape<1>) {
        (&mut self.output, &mut self.values)
    }
}

impl<N: Network> SingleTape<N> for Memory<N> {
    fn single(&mut self) -> (&mut [Output<N>; 1], &mut N::Tape<1>) {
        let (tape, _) = self.single();
        (&mut tape.output, &mut tape.values)
    }
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

impl<N: Network, L: LossOn<HeadOf<N>>, O: Optimizer<N>> Trainer<N, L, O> {
    /// A trainer for networks like `net`.
    pub fn new(net: &N, loss: L, optimizer: O) -> Self {
        let _ = net;
        Trainer::with(loss, optimizer, Memory::ZERO)
    }

    /// [`new`](Self::new) with its memory on the heap, never on the stack: for large networks, with `Adam::boxed(…)` and
    /// the like.
    ///
    /// While a step runs, the gradients by the outputs of eight rows stand on the stack all the same, and
    /// [`PASS_BYTES`](Layer::PASS_BYTES) for each of them: with 12,288 outputs in `f32` a step takes 0.4 MB of stack in a
    /// release build and 0.5 MB in a debug one.
    #[cfg(feature = "alloc")]
    pub fn boxed(net: &N, loss: L, optimizer: O) -> Trainer<N, L, O, alloc::boxed::Box<Memory<N>>> {
        let _ = net;
        Trainer::with(loss, optimizer, crate::matrix::boxed_zero())
    }
}

impl<N: Network, L: LossOn<HeadOf<N>>> Trainer<N, L, Sgd<N>, FusedMemory<N>> {
    /// A trainer that takes [fused steps](Self::step_fused) only, and keeps no gradients.
    pub fn fused(net: &N, loss: L, optimizer: Sgd<N>) -> Self {
        let _ = net;
        Trainer::with(loss, optimizer, FusedMemory { output: Plain::ZERO, values: Plain::ZERO })
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

    /// The learning rate of the next step, if that and the settings of the loss have values they can have.
    #[inline]
    fn next_rate<K: TargetKind>(&mut self) -> Result<N::Scalar, BadSetting>
    where
        L: Loss<N::Scalar, K>,
        S: Schedule<N::Scalar>,
    {
        self.loss.judge(OutShape::<N>::LEN)?;
        self.schedule.judge()?;
        let rate = self.schedule.rate(self.optimizer.learning_rate(), self.steps);
        if rate >= N::Scalar::ZERO && rate <= N::Scalar::max_value() {
            return Ok(rate);
        }
        self.optimizer.judge()?;
        Range::NotNegative.judge("the learning rate of the schedule", rate)?;
        Ok(rate)
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
    /// An empty or uneven batch, a class out of range or a target without meaning, a setting that cannot be, a loss or a
    /// gradient that is not finite: [`TrainError`] says which. The network, and the state of the optimizer, are then
    /// unchanged.
    pub fn step<Y: Target<N::Scalar, OutShape<N>>>(
        &mut self,
        net: &mut N,
        inputs: &[Input<N>],
        targets: &[Y],
    ) -> Result<N::Scalar, TrainError>
    where
        L: Loss<N::Scalar, Y::Kind>,
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
        mut watch: impl FnMut(usize, &[N::Scalar]),
    ) -> Result<N::Scalar, TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>>,
        L: Loss<N::Scalar, Y::Kind>,
    {
        self.judge().map_err(TrainError::BadSetting)?;
        let rate = self.next_rate::<Y::Kind>().map_err(TrainError::BadSetting)?;
        let (step, seed) = (self.steps, self.seed);
        let memory = self.memory.borrow_mut();
        memory.gradients.clear();
        let share = N::Scalar::one_over(inputs.len());
        let mut mean = Sum::default();
        let mut row = 0;
        let ((blocks, rest), (target_blocks, target_rest)) = (inputs.as_chunks(), targets.as_chunks());
        for (inputs, targets) in blocks.iter().zip(target_blocks) {
            let pass = Pass { net, loss: &self.loss, share, seed, step, row };
            let losses = pass.learn::<Y, BLOCK>(inputs, targets, &mut memory.block, &mut memory.gradients)?;
            losses.into_iter().for_each(|loss| mean.add(loss));
            (row..).zip(&memory.block.output).for_each(|(row, output)| watch(row, flat(output)));
            row += BLOCK;
        }
        for (input, target) in rest.iter().zip(target_rest) {
            let (inputs, targets) = (core::array::from_ref(input), core::array::from_ref(target));
            let pass = Pass { net, loss: &self.loss, share, seed, step, row };
            let (tape, gradients) = memory.single();
            let [loss] = pass.learn::<Y, 1>(inputs, targets, tape, gradients)?;
            let [output] = &tape.output;
            mean.add(loss);
            watch(row, flat(output));
            row += 1;
        }
        let gradients = memory.gradients.as_mut_slice();
        if self.l1 != N::Scalar::ZERO || self.l2 != N::Scalar::ZERO {
            add_penalties::<N>(net, gradients, self.l1, self.l2);
        }
        let clipped = self.clip_norm.is_some() || self.clip_value.is_some();
        let most = if O::SQUARES && !clipped { Math::sqrt(N::Scalar::max_value()) } else { N::Scalar::max_value() };
        let fits = |gradient: &N::Scalar| gradient.abs() <= most; // which NaN does not
        // Without a way out of the loop, so that it can be done by vectors.
        if !gradients.iter().fold(true, |fit, gradient| fit & fits(gradient)) {
            let parameter = gradients.iter().position(|gradient| !fits(gradient)).unwrap_or(0);
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
        self.rate = rate;
        self.steps = step.wrapping_add(1);
        Ok(mean.value())
    }
}

impl<N, L, M, S> Trainer<N, L, Sgd<N>, M, S>
where
    N: Network,
    L: LossOn<HeadOf<N>>,
    M: SingleTape<N>,
    S: Schedule<N::Scalar>,
{
    /// Learns one example by gradient descent: backward and update in one pass over the weights, without a buffer for
    /// gradients. Returns the loss before the step.
    ///
    /// The loss and its gradient by the outputs are judged before anything is changed. A gradient that overflows deeper
    /// down is met when weights have moved already: they are no longer finite then, as
    /// [`is_finite`](Network::is_finite) tells at once, and the next step answers [`TrainError::NonFiniteLoss`].
    ///
    /// # Errors
    /// As [`step`](Trainer::step); also if clipping, a penalty or weight decay is set, which need the gradients.
    pub fn step_fused<Y: Target<N::Scalar, OutShape<N>>>(
        &mut self,
        net: &mut N,
        input: &Input<N>,
        target: &Y,
    ) -> Result<N::Scalar, TrainError>
    where
        L: Loss<N::Scalar, Y::Kind>,
    {
        if self.clip_norm.is_some() || self.clip_value.is_some() {
            return Err(TrainError::NeedsGradients { what: "clipping" });
        }
        if [self.l1, self.l2, self.optimizer.weight_decay].iter().any(|&penalty| penalty != N::Scalar::ZERO) {
            return Err(TrainError::NeedsGradients { what: "a penalty on weights" });
        }
        let (inputs, targets) = (core::array::from_ref(input), core::array::from_ref(target));
        check_rows::<N, L, Y>(&self.loss, inputs, targets)?;
        let rate = self.next_rate::<Y::Kind>().map_err(TrainError::BadSetting)?;
        let (share, seed, step) = (N::Scalar::one(), self.seed, self.steps);
        let pass = Pass { net: &*net, loss: &self.loss, share, seed, step, row: 0 };
        let (output, values) = self.memory.single();
        let mut grad_out = [Output::<N>::ZERO];
        let [loss] = pass.record::<Y, 1>(inputs, targets, output, values, &mut grad_out)?;
        let seen = Seen { x: inputs, out: output, tape: values };
        if <L as LossOn<HeadOf<N>>>::FUSED {
            net.descend_logits_rows(seen, &mut grad_out, rate, None);
        } else {
            net.descend_rows(seen, &mut grad_out, rate, None);
        }
        self.rate = rate;
        self.steps = step.wrapping_add(1);
        Ok(loss)
    }
}

/// Whether there are rows, as many targets as inputs, no class out of range, and no target the loss has no meaning for.
pub(crate) fn check_rows<N, L, Y>(loss: &L, inputs: &[Input<N>], targets: &[Y]) -> Result<(), TrainError>
where
    N: Network,
    Y: Target<N::Scalar, OutShape<N>>,
    L: Loss<N::Scalar, Y::Kind>,
{
    if inputs.len() != targets.len() {
        return Err(TrainError::UnequalLengths { inputs: inputs.len(), targets: targets.len() });
    }
    if inputs.is_empty() {
        return Err(TrainError::EmptyBatch);
    }
    let classes = OutShape::<N>::LEN;
    for (row, target) in targets.iter().enumerate() {
        if let Some(class) = target.out_of_range() {
            return Err(TrainError::ClassOutOfRange { row, class, classes });
        }
        if let Some(BadTarget { value, wanted }) = loss.refuse(target.view()) {
            return Err(TrainError::BadTarget { row, value, wanted });
        }
    }
    Ok(())
}

/// One pass of a block of rows through a network.
struct Pass<'a, N: Network, L> {
    net: &'a N,
    loss: &'a L,
    /// One over the rows of the batch.
    share: N::Scalar,
    seed: u64,
    step: u64,
    /// Where the block begins in its batch.
    row: usize,
}

impl<N: Network, L: LossOn<HeadOf<N>>> Pass<'_, N, L> {
    /// Forward and loss. Gives back the losses, each with its share of the batch, and sets their gradient by the outputs (or
    /// logits), which is large and so stays where it is.
    #[inline]
    fn record<Y, const ROWS: usize>(
        &self,
        inputs: &[Input<N>; ROWS],
        targets: &[Y; ROWS],
        output: &mut [Output<N>; ROWS],
        values: &mut N::Tape<ROWS>,
        grad_out: &mut Rows<OutShape<N>, N::Scalar, ROWS>,
    ) -> Result<[N::Scalar; ROWS], TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>>,
        L: Loss<N::Scalar, Y::Kind>,
    {
        let mut random = Random::block(self.seed, self.step, self.row);
        if L::FUSED {
            self.net.record_logits_rows(inputs, output, values, &mut random);
        } else {
            self.net.record_rows(inputs, output, values, &mut random);
        }
        let mut losses = [N::Scalar::ZERO; ROWS];
        let rows = output.iter().zip(targets).zip(losses.iter_mut().zip(grad_out));
        for (row, ((output, target), (loss, gradient))) in (self.row..).zip(rows) {
            let step = self.step;
            let gradient: &mut [N::Scalar] = flat_mut(gradient);
            *loss = self.loss.row(L::FORM, flat(output), target.view(), gradient);
            if !loss.is_finite() {
                return Err(TrainError::NonFiniteLoss { step, row });
            }
            // The share comes first, so that no sum of large losses overflows.
            *loss = *loss * self.share;
            let mut finite = true;
            for gradient in gradient {
                *gradient = *gradient * self.share;
                finite &= gradient.is_finite();
            }
            if !finite {
                return Err(TrainError::NonFiniteOutputGradient { step, row });
            }
        }
        Ok(losses)
    }

    /// Forward, loss and backward; adds to `gradients`. Gives back the losses.
    #[inline]
    fn learn<Y, const ROWS: usize>(
        &self,
        inputs: &[Input<N>; ROWS],
        targets: &[Y; ROWS],
        tape: &mut Tape<N, ROWS>,
        gradients: &mut N::Gradients,
    ) -> Result<[N::Scalar; ROWS], TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>>,
        L: Loss<N::Scalar, Y::Kind>,
    {
        let mut grad_out = [Output::<N>::ZERO; ROWS];
        let losses = self.record::<Y, ROWS>(inputs, targets, &mut tape.output, &mut tape.values, &mut grad_out)?;
        let seen = Seen { x: inputs, out: &tape.output, tape: &tape.values };
        if L::FUSED {
            self.net.backward_logits_rows(seen, &mut grad_out, Some(gradients), None);
        } else {
            self.net.backward_rows(seen, &mut grad_out, Some(gradients), None);
        }
        Ok(losses)
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
