//! `Label`: a class index of any integer type.

use super::{Classes, Target};
use crate::memory::{Transparent, wrap};
use crate::scalar::Scalar;
use crate::shape::Flat;

/// A class index of another integer type than `usize`, as labels in files have, which are bytes as a rule.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Tiny { input: [f32; 2], logits: Dense(3), Softmax } }
///
/// let (inputs, labels) = ([[0.0, 1.0], [1.0, 0.0]], [2u8, 0]);
/// let mut net = Tiny::new(1);
/// let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.1));
/// trainer.step(&mut net, &inputs, Label::slice(&labels))?;
/// # Ok::<(), TrainError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Label<I>(
    /// The index.
    pub I,
);

// SAFETY: it is `repr(transparent)`.
unsafe impl<I> Transparent<I> for Label<I> {}

impl<I> Label<I> {
    /// Labels as targets, where they are.
    pub const fn slice(labels: &[I]) -> &[Self] {
        wrap(labels)
    }
}

impl<I: Copy + TryInto<usize>> Label<I> {
    /// The index; one that no `usize` holds is none of any network.
    #[inline]
    fn index(self) -> usize {
        self.0.try_into().unwrap_or(usize::MAX)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar, S: Flat, I: Copy + TryInto<usize>> Target<T, S> for Label<I> {
    type Kind = Classes;
    #[inline]
    fn view(&self, _: usize, _: usize) -> usize {
        self.index()
    }
    fn out_of_range(&self) -> Option<usize> {
        Target::<T, S>::out_of_range(&self.index())
    }
    fn values(&self) -> Option<&[T]> {
        None
    }
    fn class(&self, _: usize, _: usize) -> Option<usize> {
        Some(self.index())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lie_where_their_indices_lie() {
        assert_eq!(Label::slice(&[1u8, 2, 3]), [Label(1), Label(2), Label(3)]);
        assert_eq!(Label::slice(&[0u16; 0]), []);
    }

    #[test]
    fn what_is_no_index_is_out_of_range() {
        let refused = |label| Target::<f32, crate::shape::Features<3>>::out_of_range(&label);
        assert_eq!([Label(-1i64), Label(2), Label(3)].map(refused), [Some(usize::MAX), None, Some(3)]);
    }
}
