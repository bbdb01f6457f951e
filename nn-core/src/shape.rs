//! The shapes values have between layers, and the calls by which a generated network proves that they fit.

use core::marker::PhantomData;

use crate::matrix::Plain;

/// The shape of a value between two layers: how many scalars, arranged how.
pub trait Shape: Copy + Send + Sync + 'static {
    /// A value of this shape: an array, nested as the user writes it.
    type Array<X: Plain + Copy>: Plain + Copy;
    /// How many scalars.
    const LEN: usize;
    /// How the shape is folded into the fingerprint of a weights file and printed in a summary: rank, then sizes.
    const SIZES: (usize, [usize; 3]);
}

/// `N` numbers in a row, written `[f32; N]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features<const N: usize>;

/// `STEPS` steps of `N` numbers each, written `[f32; (STEPS, N)]`; an array `[[f32; N]; STEPS]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series<const STEPS: usize, const N: usize>;

/// An image, channels last, written `[f32; (HEIGHT, WIDTH, CHANNELS)]`; an array `[[[f32; CHANNELS]; WIDTH]; HEIGHT]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Image<const HEIGHT: usize, const WIDTH: usize, const CHANNELS: usize>;

impl<const N: usize> Shape for Features<N> {
    type Array<X: Plain + Copy> = [X; N];
    const LEN: usize = N;
    const SIZES: (usize, [usize; 3]) = (1, [N, 0, 0]);
}

impl<const STEPS: usize, const N: usize> Shape for Series<STEPS, N> {
    type Array<X: Plain + Copy> = [[X; N]; STEPS];
    const LEN: usize = STEPS * N;
    const SIZES: (usize, [usize; 3]) = (2, [STEPS, N, 0]);
}

impl<const HEIGHT: usize, const WIDTH: usize, const CHANNELS: usize> Shape for Image<HEIGHT, WIDTH, CHANNELS> {
    type Array<X: Plain + Copy> = [[[X; CHANNELS]; WIDTH]; HEIGHT];
    const LEN: usize = HEIGHT * WIDTH * CHANNELS;
    const SIZES: (usize, [usize; 3]) = (3, [HEIGHT, WIDTH, CHANNELS]);
}

/// `ROWS` values of shape `S`: a block of examples that runs through a layer together.
pub type Rows<S, T, const ROWS: usize> = [<S as Shape>::Array<T>; ROWS];

/// A stated shape agrees with what the layer before produces: they are the same.
#[diagnostic::on_unimplemented(
    message = "shape mismatch: expected `{Self}`, but the layer before produces `{Given}`",
    label = "stated here as `{Self}`",
    note = "change the stated shape, or the layer that produces `{Given}`"
)]
pub trait Matches<Given> {}
impl<S> Matches<S> for S {}

/// What a layer, a branch or a nested network takes is what the layer before produces.
#[diagnostic::on_unimplemented(
    message = "shape mismatch: this takes `{Self}`, but the layer before produces `{Given}`",
    label = "takes `{Self}`",
    note = "change what comes before so that it produces `{Self}`"
)]
pub trait Takes<Given> {}
impl<S> Takes<S> for S {}

/// Both ends of a residual connection have one shape, so that they can be added.
#[diagnostic::on_unimplemented(
    message = "branches differ: the block takes `{Given}`, but produces `{Self}`; `Residual` adds the two",
    label = "produces `{Self}`",
    note = "let the last layer of the block produce `{Given}`"
)]
pub trait Returns<Given> {}
impl<S> Returns<S> for S {}

/// The branches of a `Sum` have one shape.
#[diagnostic::on_unimplemented(
    message = "branches differ: the first branch produces `{Given}`, but this one `{Self}`; `Sum` adds them",
    label = "produces `{Self}`",
    note = "let every branch produce `{Given}`"
)]
pub trait Joins<Given> {}
impl<S> Joins<S> for S {}

/// A shape that is a plain row of numbers.
#[diagnostic::on_unimplemented(
    message = "this layer takes features, but the layer before produces `{Self}`",
    label = "takes features",
    note = "write `Flatten,` on the line before it"
)]
pub trait Flat: Shape {}
#[diagnostic::do_not_recommend]
impl<const N: usize> Flat for Features<N> {}

/// Witness: `Stated` is the shape that stands here.
pub const fn state_shape<Given, Stated: Matches<Given>>(_: PhantomData<Given>, _: PhantomData<Stated>) {}
/// Witness: a layer takes the shape that stands here.
pub const fn enter<Given, Taken: Takes<Given>>(_: PhantomData<Given>, _: PhantomData<Taken>) {}
/// Witness: a residual block returns the shape it was given.
pub const fn come_back<Given, Out: Returns<Given>>(_: PhantomData<Given>, _: PhantomData<Out>) {}
/// Witness: a branch of a sum has the shape of the first one.
pub const fn join<Given, Out: Joins<Given>>(_: PhantomData<Given>, _: PhantomData<Out>) {}
/// Witness: a layer that takes features finds features.
pub const fn features<S: Flat>(_: PhantomData<S>) {}
