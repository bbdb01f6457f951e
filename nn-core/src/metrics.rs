//! Numbers that people read: loss, accuracy, confusion matrix, precision, recall, F1, R².

use crate::scalar::Scalar;
#[cfg(feature = "alloc")]
pub use report::{Report, evaluate, score};

/// The index of the largest value; the first of equals, 0 for none.
#[inline]
pub fn argmax<T: Scalar>(values: &[T]) -> usize {
    let mut best = 0;
    let mut most = T::neg_infinity();
    for (index, &value) in values.iter().enumerate() {
        if value > most {
            (best, most) = (index, value);
        }
    }
    best
}

#[cfg(feature = "alloc")]
mod report {
    use alloc::vec::Vec;
    use core::fmt;

    use crate::data::Data;
    use crate::loss::{Form, Loss, LossOn, Target};
    use crate::matrix::{Plain, flat};
    use crate::metrics::argmax;
    use crate::network::{HeadOf, Input, Network, OutShape, Output};
    use crate::scalar::Scalar;
    use crate::shape::Shape;
    use crate::trainer::{TrainError, check_rows};

    /// How a network does on some rows.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Report<T> {
        /// Rows judged.
        pub rows: usize,
        /// Mean loss.
        pub loss: T,
        /// Rows of true class (row of the matrix) taken for a class (column); empty if the network does not classify.
        pub confusion: Vec<Vec<usize>>,
        /// Coefficient of determination, `1 − Σ(t − y)² / Σ(t − t̄)²`, over all outputs; for a network that does not
        /// classify, if its targets differ at all.
        pub r_squared: Option<f64>,
    }

    impl<T: Scalar> Report<T> {
        /// Rows whose class was found.
        pub fn correct(&self) -> usize {
            self.confusion.iter().enumerate().filter_map(|(class, row)| row.get(class)).sum()
        }

        /// The share of rows whose class was found; `None` if the network does not classify.
        pub fn accuracy(&self) -> Option<f64> {
            (!self.confusion.is_empty()).then(|| self.correct() as f64 / self.rows as f64)
        }

        /// Of the rows taken for `class`, the share that is.
        pub fn precision(&self, class: usize) -> Option<f64> {
            let taken: usize = self.confusion.iter().filter_map(|row| row.get(class)).sum();
            (taken > 0).then(|| self.hits(class) as f64 / taken as f64)
        }

        /// Of the rows of `class`, the share that was found.
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
                write!(f, ", accuracy {:.2} % ({}/{})", 100.0 * accuracy, self.correct(), self.rows)?;
            }
            if let Some(r_squared) = self.r_squared {
                write!(f, ", R² {r_squared:.4}")?;
            }
            Ok(())
        }
    }

    /// Judges a network on data it did not learn from.
    ///
    /// It counts as classifying if the targets are class indices, one-hot rows, or zeros and ones (−1 and 1) for a single
    /// output; otherwise the report has R².
    ///
    /// # Errors
    /// No rows, uneven rows, or a class out of range.
    pub fn evaluate<N, L, Y>(net: &N, data: &Data<'_, Input<N>, Y>, loss: L) -> Result<Report<N::Scalar>, TrainError>
    where
        N: Network,
        L: LossOn<HeadOf<N>> + Loss<N::Scalar, Y::Kind>,
        Y: Target<N::Scalar, OutShape<N>>,
    {
        score(net, data, &loss)
    }

    /// [`evaluate`] with a borrowed loss.
    pub fn score<N, L, Y>(net: &N, data: &Data<'_, Input<N>, Y>, loss: &L) -> Result<Report<N::Scalar>, TrainError>
    where
        N: Network,
        L: LossOn<HeadOf<N>> + Loss<N::Scalar, Y::Kind>,
        Y: Target<N::Scalar, OutShape<N>>,
    {
        check_rows::<N, Y>(data.inputs, data.targets)?;
        let outputs = OutShape::<N>::LEN;
        let classifies = data.targets.iter().all(|target| target.is_class());
        let classes = if !classifies { 0 } else { outputs.max(2) };
        // Between two classes of one output: logits and margins part at 0, probabilities at ½.
        let signed = data
            .targets
            .iter()
            .any(|target| target.values().is_some_and(|values| values.iter().any(|&t| t < N::Scalar::ZERO)));
        let border = if L::FUSED || L::FORM == Form::Logits || signed { N::Scalar::ZERO } else { N::Scalar::of(0.5) };

        let mut confusion = alloc::vec![alloc::vec![0; classes]; classes];
        let mut total = N::Scalar::ZERO;
        let (mut out, mut gradient) = ([Output::<N>::ZERO], Output::<N>::ZERO);
        let (mut residual, mut sums, mut squares, mut values) = (0.0, 0.0, 0.0, 0usize);
        for (input, target) in data.inputs.iter().zip(data.targets) {
            if L::FUSED {
                net.logits_rows::<1>(core::array::from_ref(input), &mut out);
            } else {
                net.forward_rows::<1>(core::array::from_ref(input), &mut out);
            }
            let [out] = &out;
            let out: &[N::Scalar] = flat(out);
            total = total + loss.row(L::FORM, out, target.view(), crate::matrix::flat_mut(&mut gradient));
            if classifies {
                let (found, class) = match out {
                    [single] => (usize::from(*single > border), target.class()),
                    several => (argmax(several), target.class()),
                };
                if let Some(count) = confusion.get_mut(class).and_then(|row| row.get_mut(found)) {
                    *count += 1;
                }
            } else if let Some(wanted) = target.values() {
                for (&y, &t) in out.iter().zip(wanted) {
                    let (y, t) = (y.as_f64(), t.as_f64());
                    residual += (t - y) * (t - y);
                    sums += t;
                    squares += t * t;
                    values += 1;
                }
            }
        }
        let spread = squares - sums * sums / values.max(1) as f64;
        let r_squared = (!classifies && spread > 0.0).then(|| 1.0 - residual / spread);
        Ok(Report { rows: data.len(), loss: total * N::Scalar::one_over(data.len()), confusion, r_squared })
    }
}
