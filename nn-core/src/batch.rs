//! How many rows a mini-batch has, and which of them go through a network together.

use crate::buffers::Aligned;
#[cfg(not(chip))]
use crate::kernel;
use crate::memory::Plain;

/// The mini-batches that a network learns from: of [`AnySize`], or [`Exactly`] so many rows.
pub trait Batch: 'static {
    /// How many rows one has; 0 if that does not matter.
    const ROWS: usize;
    /// Memory for the rows that go together.
    #[doc(hidden)]
    type Memory<M: ForRows>: Plain;

    /// Does the work for all rows, as many together as suits it.
    #[doc(hidden)]
    fn each<W: Work>(work: &mut W, memory: &mut Self::Memory<W::Memory>) -> Result<(), W::Error>;

    /// Does the work for all rows together, if they always go together.
    #[doc(hidden)]
    fn whole<W: Work>(work: &mut W, memory: &mut Self::Memory<W::Memory>) -> Result<(), W::Error>;
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

/// Memory for some rows.
#[doc(hidden)]
pub trait ForRows {
    type Rows<const ROWS: usize>: Plain;
}

/// Work on the rows of a mini-batch.
#[doc(hidden)]
pub trait Work {
    type Memory: ForRows;
    type Error;
    /// Whether [`kernel::ROWS`] rows suit it, and whether [`kernel::FEWER`] do.
    const SUIT: [bool; 2];
    /// Does it for all rows that fill blocks of so many, and leaves the others.
    fn run<const ROWS: usize>(&mut self, memory: &mut <Self::Memory as ForRows>::Rows<ROWS>)
    -> Result<(), Self::Error>;
}

/// Memory for blocks of rows, and for a single one.
#[doc(hidden)]
pub struct OfBlocks<M: ForRows> {
    #[cfg(not(chip))]
    block: Aligned<M::Rows<{ kernel::ROWS }>>,
    #[cfg(not(chip))]
    fewer: Aligned<M::Rows<{ kernel::FEWER }>>,
    single: M::Rows<1>,
}

// SAFETY: plain fields.
unsafe impl<M: ForRows> Plain for OfBlocks<M> {
    const FLAT: bool = false;
}

/// Memory for all rows.
#[doc(hidden)]
pub struct OfAll<M: ForRows, const ROWS: usize>(Aligned<M::Rows<ROWS>>);

// SAFETY: a plain field.
unsafe impl<M: ForRows, const ROWS: usize> Plain for OfAll<M, ROWS> {
    const FLAT: bool = false;
}

impl Batch for AnySize {
    const ROWS: usize = 0;
    type Memory<M: ForRows> = OfBlocks<M>;

    #[inline(always)]
    fn each<W: Work>(work: &mut W, memory: &mut OfBlocks<W::Memory>) -> Result<(), W::Error> {
        #[cfg(not(chip))]
        {
            let [block, fewer] = const { W::SUIT };
            if block {
                work.run(&mut *memory.block)?;
            }
            if fewer {
                work.run(&mut *memory.fewer)?;
            }
        }
        work.run(&mut memory.single)
    }
    #[inline(always)]
    fn whole<W: Work>(_: &mut W, _: &mut OfBlocks<W::Memory>) -> Result<(), W::Error> {
        Ok(())
    }
}

impl<const ROWS: usize> Batch for Exactly<ROWS> {
    const ROWS: usize = ROWS;
    type Memory<M: ForRows> = OfAll<M, ROWS>;

    #[inline(always)]
    fn each<W: Work>(work: &mut W, memory: &mut OfAll<W::Memory, ROWS>) -> Result<(), W::Error> {
        work.run(&mut *memory.0)
    }
    #[inline(always)]
    fn whole<W: Work>(work: &mut W, memory: &mut OfAll<W::Memory, ROWS>) -> Result<(), W::Error> {
        work.run(&mut *memory.0)
    }
}
