//! Passes whose buffers are lent: those of a network, and of its blocks.

use super::{Learn, Seen};
use crate::buffers::Buffers;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::Rows;

/// The passes of [`Layer`](super::Layer) and [`Learn`] with buffers of the caller's, who decides where they stand.
pub trait Lent<T: Scalar>: Learn<T> {
    /// Those of inference.
    type Buffers<const ROWS: usize>: Buffers;
    /// Those of training.
    type PassBuffers<const ROWS: usize>: Buffers;

    /// [`forward_rows`](super::Layer::forward_rows).
    fn forward_rows_in<const ROWS: usize>(
        &self,
        x: &Rows<Self::In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        buffers: &mut Self::Buffers<ROWS>,
    );

    /// [`record_rows`](Learn::record_rows).
    fn record_rows_in<const ROWS: usize>(
        &self,
        x: &Rows<Self::In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        tape: &mut Self::Tape<ROWS>,
        random: &mut Random,
        buffers: &mut Self::PassBuffers<ROWS>,
    );

    /// [`backward_rows`](Learn::backward_rows), or with `FIRST` [`backward_first_rows`](Learn::backward_first_rows).
    fn back_rows_in<const FIRST: bool, const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: Option<&mut Self::Gradients>,
        grad_x: Option<&mut Rows<Self::In, T, ROWS>>,
        buffers: &mut Self::PassBuffers<ROWS>,
    );

    /// [`descend_rows`](Learn::descend_rows).
    fn descend_rows_in<const ROWS: usize>(
        &mut self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        rate: T,
        grad_x: Option<&mut Rows<Self::In, T, ROWS>>,
        buffers: &mut Self::PassBuffers<ROWS>,
    );
}
