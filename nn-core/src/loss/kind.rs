//! How trainers ask for a loss that takes the targets they are given, so that a pair without meaning is told in words.
//!
//! Asked of the loss, the question would come before the targets are known: rustc then settles on the one kind that a loss takes,
//! and calls the other a mismatch of types. So it is asked of the kind.

use super::{Classes, Loss, TargetKind, Values};
use crate::scalar::Scalar;

/// The kind of some targets: other than classes, or classes that loss `L` takes.
#[diagnostic::on_unimplemented(
    message = "`{L}` compares numbers, these targets are class indices",
    label = "class indices",
    note = "use `CrossEntropy`, or one-hot rows: arrays as long as the output, 1 at the class and 0 elsewhere"
)]
pub trait KindOf<T, L> {}
#[diagnostic::do_not_recommend]
impl<T, L: TakesClasses<T, K>, K: TargetKind> KindOf<T, L> for K {}

/// A loss that takes classes, if `K` is classes.
pub trait TakesClasses<T, K> {}
#[diagnostic::do_not_recommend]
impl<T, L> TakesClasses<T, Values> for L {}
#[diagnostic::do_not_recommend]
impl<T: Scalar, L: Loss<T, Classes>> TakesClasses<T, Classes> for L {}

/// A kind that is known.
pub trait Known<L> {
    /// `L`.
    type Loss;
}
#[diagnostic::do_not_recommend]
impl<L, K: TargetKind> Known<L> for K {
    type Loss = L;
}

/// Loss `L`, once kind `K` of the targets is known.
pub type LossOf<L, K> = <K as Known<L>>::Loss;

/// A loss that takes targets of kind `K`. Of two questions with one answer rustc tells the nearer one, which is [`KindOf`]: this one
/// asks a step more.
#[diagnostic::on_unimplemented(
    message = "`{Self}` compares classes, these targets are rows of numbers",
    label = "rows of numbers",
    note = "its targets are class indices: `usize`, or `Label::slice(&labels)` for labels of another integer"
)]
pub trait OfKind<T: Scalar, K: TargetKind>: Loss<T, K> {}
#[diagnostic::do_not_recommend]
impl<T: Scalar, K: TargetKind, L: Takes<T, K>> OfKind<T, K> for L {}

/// The step between [`OfKind`] and [`Loss`].
pub trait Takes<T: Scalar, K: TargetKind>: Loss<T, K> {}
#[diagnostic::do_not_recommend]
impl<T: Scalar, K: TargetKind, L: Loss<T, K>> Takes<T, K> for L {}
