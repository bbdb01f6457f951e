//! What every way of training does with some rows.

use core::mem::MaybeUninit;

use num_traits::float::FloatCore;

use super::error::TrainError;
use super::schedule::Schedule;
use crate::buffers::{Aligned, any};
use crate::chip;
use crate::layer::head::Head;
use crate::layer::{Lent, Seen};
use crate::loss::{BadTarget, Loss, LossOn, Target, TargetKind, parts};
use crate::memory::{Plain, flat, flat_mut};
use crate::network::{HeadOf, Input, Network, OutShape, Output};
use crate::optimizer::Optimizer;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::setting::{BadSetting, Range};
use crate::shape::{Rows, Shape};

/// Whether there are rows, as many targets as inputs, no class out of range, and no target the loss has no meaning for.
pub fn check_rows<N, L, Y>(loss: &L, inputs: &[Input<N>], targets: &[Y]) -> Result<(), TrainError>
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
    let parts = parts::<OutShape<N>>(L::MEASURE);
    let classes = OutShape::<N>::LEN / parts;
    for (row, target) in targets.iter().enumerate() {
        if let Some(class) = target.out_of_range() {
            return Err(TrainError::ClassOutOfRange { row, class, classes });
        }
        for part in 0..parts {
            if let Some(BadTarget { value, wanted }) = loss.refuse(target.view(part, parts)) {
                return Err(TrainError::BadTarget { row, value, wanted });
            }
        }
    }
    Ok(())
}

/// The loss of a row, and its gradient: of a loss that judges steps by themselves the mean of theirs.
#[inline]
pub fn judge<T, H, S, L, Y>(loss: &L, outputs: &[T], target: &Y, gradient: &mut [T]) -> T
where
    T: Scalar,
    H: Head,
    S: Shape,
    L: LossOn<H> + Loss<T, Y::Kind>,
    Y: Target<T, S>,
{
    let parts = const { parts::<S>(L::MEASURE) };
    if parts == 1 {
        return loss.row(L::FORM, outputs, target.view(0, 1), gradient);
    }
    let (width, share) = (S::LEN / parts, T::one_over(parts));
    let (mut total, mut rest) = (T::zero(), outputs);
    // Two of these iterators side by side divide, with a guard against zero.
    for (part, gradient) in gradient.chunks_exact_mut(width.max(1)).enumerate() {
        let (outputs, behind) = rest.split_at_checked(width).unwrap_or_default();
        total = total + share * loss.row(L::FORM, outputs, target.view(part, parts), gradient);
        for gradient in gradient {
            *gradient = *gradient * share;
        }
        rest = behind;
    }
    total
}

/// One pass of a block of rows through a network.
pub struct Pass<'a, N: Network, L> {
    /// What is trained.
    pub net: &'a N,
    pub loss: &'a L,
    /// One over the rows of the batch.
    pub share: N::Scalar,
    pub seed: u64,
    pub step: u64,
    /// Where the block begins in its batch.
    pub row: usize,
}

impl<N: Network, L: LossOn<HeadOf<N>>> Pass<'_, N, L> {
    /// The draws of dropout.
    pub fn random(&self) -> Random {
        Random::block(self.seed, self.step, self.row)
    }

    /// The losses of recorded rows, each with its share of the batch. Sets their gradient by what the body of the network left, which is
    /// large and so stays where it is.
    #[inline]
    pub fn losses<Y, const ROWS: usize>(
        &self,
        targets: &[Y; ROWS],
        output: &mut [Output<N>; ROWS],
        grad_out: &mut GradOut<N, ROWS>,
    ) -> Result<[N::Scalar; ROWS], TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>>,
        L: Loss<N::Scalar, Y::Kind>,
    {
        if !L::FUSED {
            HeadOf::<N>::apply::<N::Scalar, _, ROWS>(output);
        }
        let mut losses = [N::Scalar::ZERO; ROWS];
        let together = ROWS > 1 && OutShape::<N>::LEN == 1 && {
            let (targets, gradients) = (targets.each_ref().map(|target| target.view(0, 1)), flat_mut(grad_out));
            self.loss.single_outputs::<ROWS>(L::FORM, flat(output), targets, gradients, &mut losses)
        };
        let rows = output.iter().zip(targets).zip(losses.iter_mut().zip(grad_out.iter_mut()));
        for (row, ((output, target), (loss, gradient))) in (self.row..).zip(rows) {
            let step = self.step;
            let gradient: &mut [N::Scalar] = flat_mut(gradient);
            if !together {
                *loss = judge::<_, HeadOf<N>, OutShape<N>, _, _>(self.loss, flat(output), target, gradient);
            }
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
        if !L::FUSED {
            HeadOf::<N>::back::<N::Scalar, _, _, ROWS>(output, grad_out);
        }
        Ok(losses)
    }

    /// Forward, loss and backward; adds to `gradients`, which the first rows of a batch set. Gives back the losses.
    #[inline]
    pub fn learn<Y, const ROWS: usize>(
        &self,
        inputs: &[Input<N>; ROWS],
        targets: &[Y; ROWS],
        memory: &mut Step<N, ROWS>,
        gradients: &mut N::Gradients,
    ) -> Result<[N::Scalar; ROWS], TrainError>
    where
        Y: Target<N::Scalar, OutShape<N>>,
        L: Loss<N::Scalar, Y::Kind>,
    {
        let Step { output, values, grad_out: far_grad_out, buffers } = memory;
        let (mut random, is_first) = (self.random(), self.row == 0 && !chip::USED);
        if const { stands_here::<N, ROWS>() } {
            // The compiler knows of memory that is made here that nobody else reads it.
            let mut here = MaybeUninit::uninit();
            let grad_out = any::<Aligned<GradOut<N, ROWS>>>(&mut here);
            self.net.record_rows(inputs, output, values, &mut random);
            let losses = self.losses(targets, output, grad_out)?;
            let seen = Seen { x: inputs, out: output, tape: values };
            if is_first {
                first(self.net, seen, grad_out, gradients);
            } else {
                self.net.backward_rows(seen, grad_out, Some(gradients), None);
            }
            return Ok(losses);
        }
        self.net.record_rows_in(inputs, output, values, &mut random, buffers);
        let losses = self.losses(targets, output, far_grad_out)?;
        let seen = Seen { x: inputs, out: output, tape: values };
        if is_first {
            self.net.back_rows_in::<true, ROWS>(seen, far_grad_out, Some(gradients), None, buffers);
        } else {
            self.net.back_rows_in::<false, ROWS>(seen, far_grad_out, Some(gradients), None, buffers);
        }
        Ok(losses)
    }
}

/// The gradients by the outputs of some rows.
type GradOut<N, const ROWS: usize> = Rows<OutShape<N>, <N as Network>::Scalar, ROWS>;
/// The buffers of a step.
type BuffersOf<N, const ROWS: usize> = <N as Lent<<N as Network>::Scalar>>::PassBuffers<ROWS>;

/// What some rows take in a step, beside the gradients by the parameters.
pub struct Step<N: Network, const ROWS: usize> {
    /// The outputs.
    pub output: [Output<N>; ROWS],
    /// What they left for the way back.
    pub values: N::Tape<ROWS>,
    grad_out: Aligned<GradOut<N, ROWS>>,
    buffers: BuffersOf<N, ROWS>,
}

// SAFETY: plain fields.
unsafe impl<N: Network, const ROWS: usize> Plain for Step<N, ROWS> {
    const FLAT: bool = false;
}

/// Whether what a step takes beside its tape is so little that it stands on the stack: on computers up to 32 KiB.
const fn stands_here<N: Network, const ROWS: usize>() -> bool {
    !chip::USED && size_of::<Aligned<GradOut<N, ROWS>>>() + size_of::<BuffersOf<N, ROWS>>() <= 32 * 1024
}

/// The way back of the first rows of a step. Out of line: beside that of all other rows it would keep the compiler from seeing through
/// the loop that they stand in.
#[inline(never)]
fn first<N: Network, const ROWS: usize>(
    net: &N,
    seen: Seen<'_, N, N::Scalar, ROWS>,
    grad_out: &mut GradOut<N, ROWS>,
    gradients: &mut N::Gradients,
) {
    net.backward_first_rows(seen, grad_out, gradients, None);
}

/// The learning rate of the next step, if that and the settings of the loss have values they can have.
#[inline]
pub fn next_rate<N, L, K, O, S>(loss: &L, optimizer: &O, schedule: &mut S, steps: u64) -> Result<N::Scalar, BadSetting>
where
    N: Network,
    K: TargetKind,
    L: Loss<N::Scalar, K>,
    O: Optimizer<N>,
    S: Schedule<N::Scalar>,
{
    loss.judge(OutShape::<N>::LEN / parts::<OutShape<N>>(L::MEASURE))?;
    schedule.judge()?;
    let rate = schedule.rate(optimizer.learning_rate(), steps);
    if rate >= N::Scalar::ZERO && rate <= N::Scalar::max_value() {
        return Ok(rate);
    }
    optimizer.judge()?;
    Range::NotNegative.judge("the learning rate of the schedule", rate)?;
    Ok(rate)
}
