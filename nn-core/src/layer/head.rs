//! What outputs mean, and how meanings combine. Every layer says in its own file what its outputs mean.

use core::marker::PhantomData;

use crate::memory::Plain;
use crate::scalar::Scalar;

/// What outputs mean: the type of the layer that made them.
///
/// A loss names the heads it can score ([`LossOn`](crate::loss::LossOn)); a pair without meaning does not compile.
///
/// The heads of `Softmax`, `LogSoftmax`, `Sigmoid` and `LogSigmoid` are functions: a layer that has one leaves logits, and whoever
/// runs it applies the head behind it, unless a loss takes its place.
pub trait Head: Sized {
    /// What such outputs are behind a layer that changes each by itself and would otherwise mean `A`.
    type Then<A: Head>: Head;
    /// What they are side by side with outputs that mean `H`.
    type Beside<H: Head>: Head;
    /// What they are behind answers of head `S`, such as sigmoids.
    #[doc(hidden)]
    type BesideAnswers<S: Head>: Head;
    /// What they are behind logarithms of answers, of head `S`.
    #[doc(hidden)]
    type BesideLogAnswers<S: Head>: Head;

    /// What a report measures where the loss only compares numbers.
    const MEASURE: Measure = Measure::Values;
    /// The border between no and yes, for a network of one output.
    const BORDER: f64 = 0.0;

    /// Whether it is a function.
    const APPLIES: bool = false;
    /// Turns what the body left into outputs.
    #[inline(always)]
    fn apply<T: Scalar, X: Plain, const ROWS: usize>(_: &mut [X; ROWS]) {}
    /// Turns the gradient by the outputs into the one by what the body left.
    #[inline(always)]
    fn back<T: Scalar, X: Plain, G: Plain, const ROWS: usize>(_: &[X; ROWS], _: &mut [G; ROWS]) {}
}

/// A head that is a function: that of the activation which is called like it, or of the one that is named. On the way back it reads
/// its outputs.
macro_rules! function {
    () => {
        $crate::layer::head::function!(Self);
    };
    ($activation:ident) => {
        const APPLIES: bool = true;
        #[inline(always)]
        fn apply<T: $crate::Scalar, X: $crate::memory::Plain, const ROWS: usize>(rows: &mut [X; ROWS]) {
            $crate::layer::activation::activate::<T, _, X, ROWS>($activation, rows);
        }
        #[inline(always)]
        fn back<T: $crate::Scalar, X: $crate::memory::Plain, G: $crate::memory::Plain, const ROWS: usize>(
            out: &[X; ROWS],
            gradient: &mut [G; ROWS],
        ) {
            const { assert!(matches!(<$activation as $crate::layer::Activation>::READS, $crate::layer::Reads::Output)) }
            $crate::layer::activation::unactivate::<T, _, X, G, ROWS>($activation, out, gradient);
        }
    };
}
pub(crate) use function;

/// What a report says about a network, beside its loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How many rows have their class in front.
    Classes,
    /// How many outputs answer yes or no rightly.
    Answers,
    /// R².
    Values,
}

/// Outputs that a layer may turn into probabilities: they are none yet.
#[diagnostic::on_unimplemented(
    message = "what comes before is probabilities already, made by `{Self}`",
    label = "takes values that are no probabilities yet",
    note = "remove one of the two layers"
)]
pub trait Raw: Head {}

/// A head without a meaning that a second layer would spoil: `values!(Relu)`, with a border other than 0 `values!(Step, 0.5)`.
macro_rules! values {
    (@ [$($generics:tt)*] $head:ty $(, $border:literal)?) => {
        impl<$($generics)*> $crate::layer::head::Head for $head {
            type Then<A: $crate::layer::head::Head> = A;
            type Beside<H: $crate::layer::head::Head> = H::Then<$crate::layer::head::Linear>;
            type BesideAnswers<S: $crate::layer::head::Head> = $crate::layer::head::Changed<S>;
            type BesideLogAnswers<S: $crate::layer::head::Head> = $crate::layer::head::Changed<S>;
            $(const BORDER: f64 = $border;)?
        }
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::layer::head::Raw for $head {}
    };
    (<$($generic:ident: $bound:ident),*> $head:ty) => { $crate::layer::head::values!(@ [$($generic: $bound),*] $head); };
    ($head:ty $(, $border:literal)?) => { $crate::layer::head::values!(@ [] $head $(, $border)?); };
}
pub(crate) use values;

/// A head that is probabilities of classes, or their logarithms.
macro_rules! classes {
    ($head:ty, $border:expr $(, $function:ident!())?) => {
        impl $crate::layer::head::Head for $head {
            type Then<A: $crate::layer::head::Head> = $crate::layer::head::Changed<Self>;
            type Beside<H: $crate::layer::head::Head> = $crate::layer::head::Changed<Self>;
            type BesideAnswers<S: $crate::layer::head::Head> = $crate::layer::head::Changed<S>;
            type BesideLogAnswers<S: $crate::layer::head::Head> = $crate::layer::head::Changed<S>;
            const MEASURE: $crate::layer::head::Measure = $crate::layer::head::Measure::Classes;
            const BORDER: f64 = $border;
            $($crate::layer::head::$function!();)?
        }
    };
}
pub(crate) use classes;

/// ln ½, the border of logarithms of probabilities.
pub(crate) const LN_HALF: f64 = -core::f64::consts::LN_2;

/// Plain sums, as `Dense` leaves them: values of a regression, or logits of a classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear;
values!(Linear);

/// Probabilities made by a layer of the user's own; a loss takes them as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probabilities;
classes!(Probabilities, 0.5);

/// Logarithms of probabilities made by a layer of the user's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogProbabilities;
classes!(LogProbabilities, LN_HALF);

/// What were probabilities of head `H`, before a layer changed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed<H>(PhantomData<H>);

impl<H: Head> Head for Changed<H> {
    type Then<A: Head> = Self;
    type Beside<B: Head> = Self;
    type BesideAnswers<S: Head> = Self;
    type BesideLogAnswers<S: Head> = Self;
    const BORDER: f64 = H::BORDER;
}
#[diagnostic::do_not_recommend]
impl<H: Head> Raw for Changed<H> {}
