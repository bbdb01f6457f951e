//! What the last layer of a network means, so that a loss knows how to read its outputs.

pub use crate::layer::{Identity, LogSigmoid, LogSoftmax, Sigmoid, Softmax, Tanh};

/// What a network's outputs mean: the type of its last layer.
///
/// A loss names the heads it can score ([`LossOn`](crate::loss::LossOn)); a pair without meaning does not compile.
pub trait Head {}

/// Plain sums, as `Dense` leaves them: values of a regression, or logits of a classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear;
impl Head for Linear {}

/// Probabilities made by a layer of the user's own; a loss takes them as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probabilities;
impl Head for Probabilities {}

/// Logarithms of probabilities made by a layer of the user's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogProbabilities;
impl Head for LogProbabilities {}
