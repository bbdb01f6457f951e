//! Numbers that people read: loss, accuracy, confusion matrix, precision, recall, F1, R².

use alloc::vec::Vec;
use core::fmt;

use crate::scalar::Scalar;

/// How a network does on some rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Report<T> {
    /// Rows judged.
    pub rows: usize,
    /// Mean loss.
    pub loss: T,
    /// What is of true class (row of the matrix) and was taken for a class (column): rows, or single outputs where each
    /// answers yes or no, and then class 1 is yes. Outputs that are NaN are in no column. Empty if the network does
    /// not classify.
    pub confusion: Vec<Vec<usize>>,
    /// How many rows (or outputs) the matrix should hold: one that is NaN is wrong.
    pub judged: usize,
    /// The plain mean of the coefficients of determination of all outputs whose targets differ; `None` if there is none.
    pub r_squared: Option<f64>,
    /// The coefficient of determination of every output, `1 − Σ(t − y)² / Σ(t − t̄)²`; `None` for one whose targets are
    /// all the same. Empty if the loss measures classes and the targets name them.
    pub r_squared_by_output: Vec<Option<f64>>,
}

impl<T: Scalar> Report<T> {
    /// Rows (or outputs) whose class was found.
    pub fn correct(&self) -> usize {
        self.confusion.iter().enumerate().filter_map(|(class, row)| row.get(class)).sum()
    }

    /// The share of rows (or outputs) whose class was found; `None` if the network does not classify.
    pub fn accuracy(&self) -> Option<f64> {
        (!self.confusion.is_empty()).then(|| self.correct() as f64 / self.judged as f64)
    }

    /// Of what was taken for `class`, the share that is.
    pub fn precision(&self, class: usize) -> Option<f64> {
        let taken: usize = self.confusion.iter().filter_map(|row| row.get(class)).sum();
        (taken > 0).then(|| self.hits(class) as f64 / taken as f64)
    }

    /// Of what is of `class`, the share that was found, among outputs that are numbers.
    pub fn recall(&self, class: usize) -> Option<f64> {
        let there: usize = self.confusion.get(class)?.iter().sum();
        (there > 0).then(|| self.hits(class) as f64 / there as f64)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self, class: usize) -> Option<f64> {
        let (precision, recall) = (self.precision(class)?, self.recall(class)?);
        Some(if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 })
    }

    fn hits(&self, class: usize) -> usize {
        self.confusion.get(class).and_then(|row| row.get(class)).copied().unwrap_or(0)
    }
}

impl<T: Scalar> fmt::Display for Report<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "loss {:.4}", self.loss)?;
        if let Some(accuracy) = self.accuracy() {
            write!(f, ", accuracy {:.2} % ({}/{})", 100.0 * accuracy, self.correct(), self.judged)?;
        }
        if let Some(r_squared) = self.r_squared {
            write!(f, ", R² {r_squared:.4}")?;
        }
        Ok(())
    }
}
