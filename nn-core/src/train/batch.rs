//! How many rows a mini-batch has, and which of them go through a network together.

use super::error::TrainError;
use super::pass::Pass;
#[cfg(not(chip))]
use crate::kernel;
use crate::loss::{Loss, LossOn, Target};
use crate::memory::{Aligned, Plain, flat};
#[cfg(not(chip))]
use crate::network::Output;
use crate::network::{HeadOf, Input, Network, OutShape, Tape};
use crate::sum::Sum;

/// The mini-batches that a network learns from: [`AnySize`], or [`Exactly`] so many rows.
pub trait Batch: 'static {
    /// How many rows one has; 0 if that does not matter.
    const ROWS: usize;
    /// The tapes of its rows.
    #[doc(hidden)]
    type Tapes<N: Network>: Plain;

    /// Learns all rows of a mini-batch.
    #[doc(hidden)]
    fn learn<N, L, Y, W>(
        rest: &mut Rest<'_, N, L, Y, W>,
        tapes: &mut Self::Tapes<N>,
        gradients: &mut N::Gradients,
    ) -> Result<(), TrainError>
    where
        N: Network,
        L: Loss<N::Scalar, Y::Kind> + LossOn<HeadOf<N>>,
        Y: Target<N::Scalar, OutShape<N>>,
        W: FnMut(usize, &[N::Scalar]);

    /// What layers take from the tapes once a step is known to be good.
    #[doc(hidden)]
    #[inline(always)]
    fn update_statistics<N: Network>(net: &mut N, tapes: &Self::Tapes<N>) {
        let _ = (net, tapes);
    }
}

/// Any number of rows, which know nothing of each other.
pub struct AnySize;

/// `ROWS` rows that go through the network together, as `#[batch(ROWS)]` says.
pub struct Exactly<const ROWS: usize>;

/// The mini-batches of networks that learn from a single row as well.
#[diagnostic::on_unimplemented(
    message = "`{N}` does not learn from single rows",
    label = "learns from whole mini-batches",
    note = "train a network with `#[batch(…)]` by `Trainer`; where the network is a parameter, write `N: Network<Batch = AnySize>`"
)]
pub trait OneByOne<N> {}
#[diagnostic::do_not_recommend]
impl<N> OneByOne<N> for AnySize {}

/// Tapes for blocks of rows, and for a single one.
pub struct OfBlocks<N: Network> {
    #[cfg(not(chip))]
    block: Aligned<Tape<N, { kernel::ROWS }>>,
    #[cfg(not(chip))]
    fewer: Aligned<Tape<N, { kernel::FEWER }>>,
    single: Tape<N, 1>,
}

// SAFETY: plain fields.
unsafe impl<N: Network> Plain for OfBlocks<N> {
    const FLAT: bool = false;
}

/// A tape for all rows.
pub struct OfAll<N: Network, const ROWS: usize>(Aligned<Tape<N, ROWS>>);

// SAFETY: a plain field.
unsafe impl<N: Network, const ROWS: usize> Plain for OfAll<N, ROWS> {
    const FLAT: bool = false;
}

impl Batch for AnySize {
    const ROWS: usize = 0;
    type Tapes<N: Network> = OfBlocks<N>;

    #[inline(always)]
    fn learn<N, L, Y, W>(
        rest: &mut Rest<'_, N, L, Y, W>,
        tapes: &mut OfBlocks<N>,
        gradients: &mut N::Gradients,
    ) -> Result<(), TrainError>
    where
        N: Network,
        L: Loss<N::Scalar, Y::Kind> + LossOn<HeadOf<N>>,
        Y: Target<N::Scalar, OutShape<N>>,
        W: FnMut(usize, &[N::Scalar]),
    {
        #[cfg(not(chip))]
        {
            if const { kernel::suit(N::PASS_BYTES + size_of::<Output<N>>(), N::MULTIPLY_ADDS) } {
                rest.learn(&mut tapes.block, gradients)?;
            }
            if const { kernel::few_suit(N::PASS_BYTES + size_of::<Output<N>>()) } {
                rest.learn(&mut tapes.fewer, gradients)?;
            }
        }
        rest.learn(&mut tapes.single, gradients)
    }
}

impl<const ROWS: usize> Batch for Exactly<ROWS> {
    const ROWS: usize = ROWS;
    type Tapes<N: Network> = OfAll<N, ROWS>;

    #[inline(always)]
    fn learn<N, L, Y, W>(
        rest: &mut Rest<'_, N, L, Y, W>,
        tapes: &mut OfAll<N, ROWS>,
        gradients: &mut N::Gradients,
    ) -> Result<(), TrainError>
    where
        N: Network,
        L: Loss<N::Scalar, Y::Kind> + LossOn<HeadOf<N>>,
        Y: Target<N::Scalar, OutShape<N>>,
        W: FnMut(usize, &[N::Scalar]),
    {
        if rest.inputs.len() != ROWS {
            return Err(TrainError::BatchSize { rows: rest.inputs.len(), batch: ROWS });
        }
        rest.learn(&mut tapes.0, gradients)
    }

    #[inline(always)]
    fn update_statistics<N: Network>(net: &mut N, tapes: &OfAll<N, ROWS>) {
        net.update_statistics::<ROWS>(&tapes.0.values);
    }
}

/// What is left of a mini-batch.
pub struct Rest<'a, N: Network, L, Y, W> {
    pub(super) pass: Pass<'a, N, L>,
    pub(super) inputs: &'a [Input<N>],
    pub(super) targets: &'a [Y],
    /// Of the losses so far.
    pub(super) mean: Sum<N::Scalar>,
    pub(super) watch: W,
}

impl<N, L, Y, W> Rest<'_, N, L, Y, W>
where
    N: Network,
    L: Loss<N::Scalar, Y::Kind> + LossOn<HeadOf<N>>,
    Y: Target<N::Scalar, OutShape<N>>,
    W: FnMut(usize, &[N::Scalar]),
{
    /// Learns all rows that fill blocks, and leaves the others.
    #[inline(always)]
    fn learn<const ROWS: usize>(
        &mut self,
        tape: &mut Tape<N, ROWS>,
        gradients: &mut N::Gradients,
    ) -> Result<(), TrainError> {
        let (inputs, targets) = (self.inputs.as_chunks(), self.targets.as_chunks());
        for (inputs, targets) in inputs.0.iter().zip(targets.0) {
            // A pass of its own for each block: what is lent to a function stands in memory.
            let pass = Pass { ..self.pass };
            let losses = pass.learn::<Y, ROWS>(inputs, targets, tape, gradients)?;
            losses.into_iter().for_each(|loss| self.mean.add(loss));
            (self.pass.row..).zip(&tape.output).for_each(|(row, output)| (self.watch)(row, flat(output)));
            self.pass.row += ROWS;
        }
        (self.inputs, self.targets) = (inputs.1, targets.1);
        Ok(())
    }
}
