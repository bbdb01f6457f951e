//! Why a batch could not be learned.

use core::fmt;

use crate::setting::BadSetting;

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
    /// A mini-batch, or one that [`Fit::batch`](crate::Fit) asks for, of another size than the network is declared with; also a data set
    /// that has not so many rows to learn from.
    BatchSize {
        /// Its rows.
        rows: usize,
        /// The rows that `#[batch(…)]` says.
        batch: usize,
    },
    /// A class index that the network has no output for.
    ClassOutOfRange {
        /// The row of the batch, or of the data set in [`Trainer::fit`](crate::Trainer::fit).
        row: usize,
        /// The index found there.
        class: usize,
        /// The network's number of outputs; indices run from 0 to one less.
        classes: usize,
    },
    /// A target that the loss has no meaning for.
    BadTarget {
        /// The row of the batch, or of the data set in [`Trainer::fit`](crate::Trainer::fit).
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
        /// The row of its batch, or of the data set in [`Trainer::fit`](crate::Trainer::fit), where it may be one kept for validation.
        row: usize,
    },
    /// A loss that is finite, but not its gradient by the outputs.
    NonFiniteOutputGradient {
        /// The step, counted from 0.
        step: u64,
        /// The row of its batch, or of the data set in [`Trainer::fit`](crate::Trainer::fit).
        row: usize,
    },
    /// A loss that is finite, but not its gradient by a parameter, or too large for an optimizer that squares it.
    NonFiniteGradient {
        /// The step, counted from 0.
        step: u64,
        /// The first such parameter, counted over all that are trained.
        parameter: usize,
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
            TrainError::BatchSize { rows, batch } => {
                write!(
                    f,
                    "{rows} rows, but the network learns from mini-batches of {batch}, as `#[batch({batch})]` says"
                )
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
            TrainError::BadSetting(bad) => write!(f, "{bad}"),
        }
    }
}

impl core::error::Error for TrainError {}
