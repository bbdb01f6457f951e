//! Rows to learn from.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use super::error::TrainError;
use crate::random::Random;
#[cfg(feature = "alloc")]
use crate::setting::{BadSetting, Range};

/// Inputs with their targets, row by row.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a, X, Y, A = AsTheyAre> {
    /// What goes in.
    pub inputs: &'a [X],
    /// What should come out: arrays, or class indices.
    pub targets: &'a [Y],
    /// How an input is changed before it is learned; see [`augment`](Data::augment).
    pub change: A,
}

impl<'a, X, Y> Data<'a, X, Y> {
    /// Inputs with their targets; both are equally long.
    pub const fn new(inputs: &'a [X], targets: &'a [Y]) -> Self {
        Self { inputs, targets, change: AsTheyAre }
    }

    /// The same rows, of which [`fit`](crate::Trainer::fit) learns what `change` makes of a copy: another one every time a
    /// row is met, by random numbers that belong to this row and epoch. Rows kept for validation stay as they are.
    ///
    /// ```
    /// # use nn_core::prelude::*;
    /// # network! { pub struct Line { input: [f32; 1], output: Dense(1) } }
    /// # let (inputs, targets) = ([[0.0], [1.0], [2.0], [3.0]], [[1.0], [3.0], [5.0], [7.0]]);
    /// let data = Data::new(&inputs, &targets).augment(|x: &mut [f32; 1], random| x[0] += 0.01 * random.normal::<f32>());
    /// let mut net = Line::new(1);
    /// let mut trainer = Trainer::new(&net, MeanSquaredError, Adam::new(0.05));
    /// trainer.fit(&mut net, &data, Fit { epochs: 300, ..Fit::default() }, |_| {})?;
    /// assert!((net.forward(&[1.5])[0] - 4.0).abs() < 0.1);
    /// # Ok::<(), TrainError>(())
    /// ```
    pub const fn augment<F: Fn(&mut X, &mut Random)>(self, change: F) -> Data<'a, X, Y, F> {
        Data { inputs: self.inputs, targets: self.targets, change }
    }
}

impl<X, Y, A> Data<'_, X, Y, A> {
    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }
}

/// What happens to an input before it is learned.
pub trait Augment<X> {
    /// Changes a copy of an input.
    fn change(&self, x: &mut X, random: &mut Random);
}

/// Inputs are learned as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsTheyAre;

impl<X> Augment<X> for AsTheyAre {
    fn change(&self, _: &mut X, _: &mut Random) {}
}

impl<X, F: Fn(&mut X, &mut Random)> Augment<X> for F {
    fn change(&self, x: &mut X, random: &mut Random) {
        self(x, random);
    }
}

/// Rows of one's own, such as one side of a [`split`](Data::split).
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, PartialEq)]
pub struct OwnedData<X, Y> {
    /// What goes in.
    pub inputs: Vec<X>,
    /// What should come out.
    pub targets: Vec<Y>,
}

#[cfg(feature = "alloc")]
impl<X, Y> OwnedData<X, Y> {
    /// The rows, borrowed.
    pub fn data(&self) -> Data<'_, X, Y> {
        Data::new(&self.inputs, &self.targets)
    }
}

/// Whether so many rows have such a share.
#[cfg(feature = "alloc")]
pub(crate) fn judge_share(name: &'static str, share: f64, rows: usize) -> Result<(), BadSetting> {
    Range::Share.judge(name, share)?;
    if share > 0.0 && rows < 2 {
        return Err(BadSetting { name, value: share as f32, wanted: "0 for a single row" });
    }
    Ok(())
}

/// How many of `rows` rows a share of them is: the nearest whole number, at least one of each side if the share is not 0.
#[cfg(feature = "alloc")]
pub(crate) fn share_of(rows: usize, share: f64) -> usize {
    if share.is_nan() || share <= 0.0 {
        return 0;
    }
    let nearest = (rows as f64 * share + 0.5) as usize;
    nearest.clamp(1, rows.saturating_sub(1).max(1))
}

/// The numbers of the rows that stay and of those that are kept apart, the first in their order.
#[cfg(feature = "alloc")]
pub(crate) fn split_rows(rows: usize, share: f64, seed: u64) -> (Vec<usize>, Vec<usize>) {
    let mut stay: Vec<usize> = (0..rows).collect();
    Random::at(seed, crate::random::Purpose::Split, 0).shuffle(&mut stay);
    let apart = stay.split_off(rows.saturating_sub(share_of(rows, share)));
    stay.sort_unstable();
    (stay, apart)
}

#[cfg(feature = "alloc")]
impl<X: Clone, Y: Clone, A> Data<'_, X, Y, A> {
    /// Copies of the rows in two parts: those that stay, and a share of them drawn by `seed`, the nearest whole number of
    /// rows, at least one of each if it is not 0. The rows that [`Fit`](crate::Fit) keeps for validation are the second part for
    /// its share and seed.
    ///
    /// # Errors
    /// Inputs and targets of different number, a share outside `0 ≤ share < 1`, or a share of a single row.
    ///
    /// ```
    /// use nn_core::Data;
    ///
    /// let (inputs, targets): (Vec<[f32; 1]>, Vec<usize>) = (0..100).map(|row| ([row as f32], row)).unzip();
    /// let [train, test] = Data::new(&inputs, &targets).split(0.29, 7)?;
    /// assert_eq!((train.inputs.len(), test.inputs.len()), (71, 29));
    /// # Ok::<(), nn_core::TrainError>(())
    /// ```
    pub fn split(&self, share: f64, seed: u64) -> Result<[OwnedData<X, Y>; 2], TrainError> {
        let (inputs, targets) = (self.len(), self.targets.len());
        if inputs != targets {
            return Err(TrainError::UnequalLengths { inputs, targets });
        }
        judge_share("the share of a split", share, inputs).map_err(TrainError::BadSetting)?;
        let (stay, apart) = split_rows(inputs, share, seed);
        Ok([self.gather(&stay), self.gather(&apart)])
    }

    /// Copies of the rows of these numbers.
    pub(crate) fn gather(&self, rows: &[usize]) -> OwnedData<X, Y> {
        OwnedData {
            inputs: rows.iter().filter_map(|&row| self.inputs.get(row).cloned()).collect(),
            targets: rows.iter().filter_map(|&row| self.targets.get(row).cloned()).collect(),
        }
    }
}
