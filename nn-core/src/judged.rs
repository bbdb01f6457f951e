//! Types of the user's own, judged: whether they are what they stand for, so that a network with one that is not has one
//! mistake.

use core::marker::PhantomData;

use crate::layer::{Layer, Learn, Seen};
use crate::memory::Plain;
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Nested, Rows, Shape, Steps};

/// Whether `T` is a scalar, `L` a layer on it, and one that can stand in a network: constants of their own if so, else those
/// of [`Otherwise`]. Only for types without generic parameters of a network.
pub struct Probe<T, L>(PhantomData<(T, L)>);
impl<T: Scalar, L: Layer<T>> Probe<T, L> {
    /// It computes.
    pub const COMPUTES: bool = true;
    /// It adds up products of its inputs, so that its outputs mean something new.
    pub const MIXES: bool = L::MULTIPLY_ADDS > 0;
}
impl<T: Scalar, L: Layer<T> + Learn<T>> Probe<T, L> {
    /// It learns, too.
    pub const LAYER: bool = true;
}
impl<T: Scalar, L: Layer<T> + Learn<T> + Clone + PartialEq> Probe<T, L> {
    /// It also has what `network!` derives for a network.
    pub const WHOLE: bool = true;
}
impl<T: Scalar> Probe<T, ()> {
    /// It is a scalar.
    pub const SCALAR: bool = true;
}
impl<S: Steps> Probe<(), S> {
    /// It is a series.
    pub const SERIES: bool = true;
}
impl<S: Nested> Probe<(), S> {
    /// It is a series, or an image.
    pub const SERIES_OR_IMAGE: bool = true;
}
/// What is known of a type that is none.
pub trait Otherwise {
    /// See [`Probe`].
    const COMPUTES: bool = false;
    /// See [`Probe`].
    const LAYER: bool = false;
    /// See [`Probe`].
    const MIXES: bool = true;
    /// See [`Probe`].
    const WHOLE: bool = false;
    /// See [`Probe`].
    const SCALAR: bool = false;
    /// See [`Probe`].
    const SERIES: bool = false;
    /// See [`Probe`].
    const SERIES_OR_IMAGE: bool = false;
}
impl<T, L> Otherwise for Probe<T, L> {}

/// `L` if that `IS` right, else `Instead`.
pub type Judged<L, Instead, const IS: bool> = <Choice<IS> as Choose<L, Instead>>::Out;
/// See [`Judged`].
pub struct Choice<const IS: bool>;
/// See [`Judged`].
pub trait Choose<L, Instead> {
    /// One of the two.
    type Out;
}
impl<L, Instead> Choose<L, Instead> for Choice<true> {
    type Out = L;
}
impl<L, Instead> Choose<L, Instead> for Choice<false> {
    type Out = Instead;
}

/// Takes the place of a layer that is none, which is reported, so that the rest of its network can be judged.
#[derive(Clone, PartialEq)]
pub struct Absent<In, Out>(PhantomData<(In, Out)>);

// SAFETY: no bytes at all.
unsafe impl<In, Out> Plain for Absent<In, Out> {
    const FLAT: bool = true;
}
impl<T: Scalar, In, Out> Parameters<T> for Absent<In, Out> {
    const VALUES: usize = 0;
    const TRAINED: usize = 0;
    fn visit(&self, _: &mut impl FnMut(Role, &[T])) {}
    fn visit_mut(&mut self, _: &mut impl FnMut(Role, &mut [T])) {}
}
impl<T: Scalar, In: Shape, Out: Shape> Layer<T> for Absent<In, Out> {
    type In = In;
    type Out = Out;
    type Head = crate::layer::head::Linear;
    fn forward_rows<const ROWS: usize>(&self, _: &Rows<In, T, ROWS>, _: &mut Rows<Out, T, ROWS>) {}
}

impl<T: Scalar, In: Shape, Out: Shape> Learn<T> for Absent<In, Out> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();
    fn initialize(&mut self, _: &mut Random) {}
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        _: &mut Rows<Out, T, ROWS>,
        _: Option<&mut ()>,
        _: Option<&mut Rows<In, T, ROWS>>,
    ) {
    }
}

/// Witness: a network runs on this.
pub const fn scalar<T: Scalar>() {}

/// What stands for a layer of the user's own runs on the network's scalar.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer that runs on `{T}`",
    label = "declare it with `network!` on `{T}`, or implement `RowLayer` with this scalar"
)]
pub trait LayerOn<T> {}
#[diagnostic::do_not_recommend]
impl<T: Scalar, L: Layer<T>> LayerOn<T> for L {}
/// Witness: this is a layer.
pub const fn runs<T, L: LayerOn<T>>() {}

/// The same in a network that is generic over its scalar, for a layer that is not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer that runs on every scalar",
    label = "not a layer on `f32` and `f64`",
    note = "a network that is generic over its scalar takes layers that are, or that run on both"
)]
pub trait LayerOnAll {}
#[diagnostic::do_not_recommend]
impl<L: Layer<f32> + Layer<f64>> LayerOnAll for L {}
/// Witness: this is a layer on every scalar.
pub const fn runs_on_all<L: LayerOnAll>() {}

/// What computes also learns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` computes on `{T}`, but does not learn",
    label = "no `Learn<{T}>`",
    note = "implement `Learn<{T}>` beside `Layer<{T}>`, or `RowLayer` instead of both"
)]
pub trait Learns<T> {}
#[diagnostic::do_not_recommend]
impl<T: Scalar, L: Layer<T> + Learn<T>> Learns<T> for L {}
/// Witness: this layer learns.
pub const fn learns<T, L: Learns<T>>() {}

/// A layer of the user's own has what `network!` derives for a network.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a network, which is cloned and compared",
    label = "neither cloned nor compared",
    note = "write `#[derive(Clone, PartialEq, Parameters)]` before `{Self}`"
)]
pub trait Derived {}
#[diagnostic::do_not_recommend]
impl<L: Clone + PartialEq> Derived for L {}
/// Witness: this layer can be cloned and compared.
pub const fn derived<L: Derived>() {}

/// A number with a fraction, as arguments of layers are.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number with a fraction",
    label = "neither `f32` nor `f64`",
    note = "write it as a float, for example `0.5`, or as a constant that is one"
)]
pub trait Float: Copy {
    /// `Self`; of what is none there is no type, and nothing more to say.
    type Itself;
}
#[diagnostic::do_not_recommend]
impl Float for f32 {
    type Itself = f32;
}
#[diagnostic::do_not_recommend]
impl Float for f64 {
    type Itself = f64;
}
/// Witness: this is one.
pub const fn float<F: Float<Itself = F>>(number: F) -> F::Itself {
    number
}
