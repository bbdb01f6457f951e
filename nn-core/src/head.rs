//! What the outputs of a network mean, so that a loss knows how to read them.
//!
//! The last layer says it, and what comes behind a layer decides whether that still holds: views (`Flatten`, `Reshape`, a
//! stated shape) keep the meaning, `Dense` and whatever else mixes values begins anew with plain sums, and a layer that
//! changes values one by one, a sum, or a join of unlike branches leaves [`Changed`] probabilities, which no
//! cross-entropy takes: it would apply softmax or sigmoid a second time.

use core::marker::PhantomData;

use crate::layer::{
    Elu, Gelu, GeluTanh, HardSigmoid, HardSwish, HardTanh, LeakyRelu, Mish, Prelu, Relu, Relu6, Selu, Silu, Softplus,
    Softsign, Step,
};
pub use crate::layer::{Identity, LogSigmoid, LogSoftmax, Sigmoid, Softmax, Tanh};
use crate::loss::Measure;
use crate::scalar::Scalar;
use crate::shape::Shape;

/// What outputs mean: the type of the layer that made them.
///
/// A loss names the heads it can score ([`LossOn`](crate::loss::LossOn)); a pair without meaning does not compile.
pub trait Head: Sized {
    /// What such outputs are behind a layer that changes each by itself and would otherwise mean `A`.
    type Then<A: Head>: Head;
    /// What they are side by side with outputs that mean `H`.
    type Beside<H: Head>: Head;
    /// What they are behind sigmoids.
    #[doc(hidden)]
    type BesideSigmoid: Head;
    /// What they are behind logarithms of sigmoids.
    #[doc(hidden)]
    type BesideLogSigmoid: Head;

    /// What a report measures where the loss only compares numbers.
    const MEASURE: Measure = Measure::Values;
    /// The border between no and yes, for a network of one output.
    const BORDER: f64 = 0.0;
}

/// Outputs that a layer may turn into probabilities: they are none yet.
#[diagnostic::on_unimplemented(
    message = "what comes before is probabilities already, made by `{Self}`",
    label = "takes values that are no probabilities yet",
    note = "remove one of the two layers"
)]
pub trait Raw: Head {}

/// Heads without a meaning that a second layer would spoil.
macro_rules! plain {
    ($(<$($generics:ident: $bound:ident),*> $head:ty $(, $border:literal)?;)*) => { $(
        impl<$($generics: $bound),*> Head for $head {
            type Then<A: Head> = A;
            type Beside<H: Head> = H::Then<Linear>;
            type BesideSigmoid = Changed<Sigmoid>;
            type BesideLogSigmoid = Changed<LogSigmoid>;
            $(const BORDER: f64 = $border;)?
        }
        #[diagnostic::do_not_recommend]
        impl<$($generics: $bound),*> Raw for $head {}
    )* };
}

/// Heads that are probabilities, or their logarithms.
macro_rules! probabilities {
    ($($head:ty: $measure:ident, $border:expr;)*) => { $(
        impl Head for $head {
            type Then<A: Head> = Changed<Self>;
            type Beside<H: Head> = Changed<Self>;
            type BesideSigmoid = Changed<Sigmoid>;
            type BesideLogSigmoid = Changed<LogSigmoid>;
            const MEASURE: Measure = Measure::$measure;
            const BORDER: f64 = $border;
        }
    )* };
}

plain! {
    <> Linear;
    <> Identity;
    <> Elu;
    <> Gelu;
    <> GeluTanh;
    <> HardSigmoid, 0.5;
    <> HardSwish;
    <> HardTanh;
    <> LeakyRelu;
    <> Mish;
    <> Relu;
    <> Relu6;
    <> Selu;
    <> Silu;
    <> Softplus;
    <> Softsign;
    <> Step, 0.5;
    <> Tanh;
    <T: Scalar, In: Shape> Prelu<T, In>;
}

/// ln ½
const HALF: f64 = -core::f64::consts::LN_2;

probabilities! {
    Softmax: Classes, 0.5;
    LogSoftmax: Classes, HALF;
    Probabilities: Classes, 0.5;
    LogProbabilities: Classes, HALF;
}

impl Head for Sigmoid {
    type Then<A: Head> = Changed<Self>;
    type Beside<H: Head> = H::BesideSigmoid;
    type BesideSigmoid = Self;
    type BesideLogSigmoid = Changed<LogSigmoid>;
    const MEASURE: Measure = Measure::Answers;
    const BORDER: f64 = 0.5;
}

impl Head for LogSigmoid {
    type Then<A: Head> = Changed<Self>;
    type Beside<H: Head> = H::BesideLogSigmoid;
    type BesideSigmoid = Changed<Sigmoid>;
    type BesideLogSigmoid = Self;
    const MEASURE: Measure = Measure::Answers;
    const BORDER: f64 = HALF;
}

/// Plain sums, as `Dense` leaves them: values of a regression, or logits of a classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear;

/// Probabilities made by a layer of the user's own; a loss takes them as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probabilities;

/// Logarithms of probabilities made by a layer of the user's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogProbabilities;

/// What were probabilities of head `H`, before a layer changed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed<H>(PhantomData<H>);

impl<H: Head> Head for Changed<H> {
    type Then<A: Head> = Self;
    type Beside<B: Head> = Self;
    type BesideSigmoid = Self;
    type BesideLogSigmoid = Self;
    const BORDER: f64 = H::BORDER;
}
#[diagnostic::do_not_recommend]
impl<H: Head> Raw for Changed<H> {}
