//! The shapes values have between layers, and the calls by which a generated network proves that they fit.

use core::marker::PhantomData;
use core::ops::{Add, Mul};

use typenum::{Const, ToUInt};

use crate::index::Indexed;
use crate::memory::Plain;
use crate::waves::{single_waves, waves};

/// The shape of a value between two layers: how many scalars, arranged how.
pub trait Shape: Copy + Send + Sync + 'static {
    /// A value of this shape: an array, nested as the user writes it.
    type Array<X: Plain + Copy>: Plain + Copy;
    /// As many as the last size says: the channels of a pixel, what one step of a series holds.
    type Last<X: Plain + Copy>: Plain + Copy;
    /// What is left when all sizes but the last are pooled, or of one step: features.
    type Pooled: Shape;
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
    type Last<X: Plain + Copy> = [X; N];
    type Pooled = Features<N>;
    const LEN: usize = N;
    const SIZES: (usize, [usize; 3]) = (1, [N, 0, 0]);
}

impl<const STEPS: usize, const N: usize> Shape for Series<STEPS, N> {
    type Array<X: Plain + Copy> = [[X; N]; STEPS];
    type Last<X: Plain + Copy> = [X; N];
    type Pooled = Features<N>;
    const LEN: usize = STEPS * N;
    const SIZES: (usize, [usize; 3]) = (2, [STEPS, N, 0]);
}

impl<const HEIGHT: usize, const WIDTH: usize, const CHANNELS: usize> Shape for Image<HEIGHT, WIDTH, CHANNELS> {
    type Array<X: Plain + Copy> = [[[X; CHANNELS]; WIDTH]; HEIGHT];
    type Last<X: Plain + Copy> = [X; CHANNELS];
    type Pooled = Features<CHANNELS>;
    const LEN: usize = HEIGHT * WIDTH * CHANNELS;
    const SIZES: (usize, [usize; 3]) = (3, [HEIGHT, WIDTH, CHANNELS]);
}

/// A shape with steps: a series.
#[diagnostic::on_unimplemented(
    message = "this layer takes a series, but the layer before produces `{Self}`",
    label = "takes a series",
    note = "a series is stated as `[f32; (STEPS, N)]`"
)]
pub trait Steps: Grid {
    /// Something for each step.
    type Each<X: Plain>: Plain;
    /// As many steps, of `N` numbers each.
    type With<const N: usize>: Steps;
    /// How many steps.
    const STEPS: usize;
    /// Sine and cosine by which a step knows its place.
    #[doc(hidden)]
    const WAVES: &'static [f64];
    /// The same as `f32`.
    #[doc(hidden)]
    const SINGLE_WAVES: &'static [f32];

    /// What there is for each step, as a slice.
    fn each<X: Plain>(all: &Self::Each<X>) -> &[X];
    /// [`each`](Self::each), writable.
    fn each_mut<X: Plain>(all: &mut Self::Each<X>) -> &mut [X];
}

#[diagnostic::do_not_recommend]
impl<const STEPS: usize, const N: usize> Steps for Series<STEPS, N> {
    type Each<X: Plain> = [X; STEPS];
    type With<const M: usize> = Series<STEPS, M>;
    const STEPS: usize = STEPS;
    const WAVES: &'static [f64] = const { &waves::<STEPS, N>() }.as_flattened();
    const SINGLE_WAVES: &'static [f32] = const { &single_waves::<STEPS, N>() }.as_flattened();

    #[inline(always)]
    fn each<X: Plain>(all: &[X; STEPS]) -> &[X] {
        all
    }
    #[inline(always)]
    fn each_mut<X: Plain>(all: &mut [X; STEPS]) -> &mut [X] {
        all
    }
}

/// `STEPS` indices, written `[Index<N>; STEPS]`: what goes into an `Embedding`. The shape holds no numbers, so it has no gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices<const STEPS: usize, I>(PhantomData<I>);

impl<const STEPS: usize, I: Indexed> Shape for Indices<STEPS, I> {
    type Array<X: Plain + Copy> = [I; STEPS];
    type Last<X: Plain + Copy> = I;
    type Pooled = Features<1>;
    const LEN: usize = STEPS;
    const SIZES: (usize, [usize; 3]) = (2, [STEPS, I::COUNT, 0]);
}

/// A shape of indices.
#[diagnostic::on_unimplemented(
    message = "this layer takes indices, but the layer before produces `{Self}`",
    label = "takes indices",
    note = "an input of indices is stated as `[Index<27>; STEPS]`"
)]
pub trait Tokens: Shape {
    /// What stands at every step.
    type Index: Indexed;
    /// A series with a row of `SIZE` numbers for each.
    type Embedded<const SIZE: usize>: Steps;
    /// The indices.
    fn tokens<X: Plain + Copy>(all: &Self::Array<X>) -> &[Self::Index];
    /// The one of a step.
    fn token<X: Plain + Copy>(one: &Self::Last<X>) -> Self::Index;
}

#[diagnostic::do_not_recommend]
impl<const STEPS: usize, I: Indexed> Tokens for Indices<STEPS, I> {
    type Index = I;
    type Embedded<const SIZE: usize> = Series<STEPS, SIZE>;
    #[inline(always)]
    fn tokens<X: Plain + Copy>(all: &[I; STEPS]) -> &[I] {
        all
    }
    #[inline(always)]
    fn token<X: Plain + Copy>(one: &I) -> I {
        *one
    }
}

/// A shape with more than one size: a series, or an image.
#[diagnostic::on_unimplemented(
    message = "this layer takes a series or an image, but the layer before produces `{Self}`",
    label = "takes a series or an image",
    note = "a series is stated as `[f32; (STEPS, N)]`, an image as `[f32; (HEIGHT, WIDTH, CHANNELS)]`"
)]
pub trait Nested: Shape {}
#[diagnostic::do_not_recommend]
impl<const STEPS: usize, const N: usize> Nested for Series<STEPS, N> {}
#[diagnostic::do_not_recommend]
impl<const H: usize, const W: usize, const C: usize> Nested for Image<H, W, C> {}

/// A shape that a window goes over: an image, or a series, which is an image of one row.
pub trait Grid: Shape {
    /// Height, width and channels.
    const GRID: [usize; 3];
    /// A number for each channel of each pixel of a row.
    type Line<X: Plain + Copy>: Plain + Copy;
}

#[diagnostic::do_not_recommend]
impl<const HEIGHT: usize, const WIDTH: usize, const CHANNELS: usize> Grid for Image<HEIGHT, WIDTH, CHANNELS> {
    const GRID: [usize; 3] = [HEIGHT, WIDTH, CHANNELS];
    type Line<X: Plain + Copy> = [[X; CHANNELS]; WIDTH];
}

#[diagnostic::do_not_recommend]
impl<const STEPS: usize, const N: usize> Grid for Series<STEPS, N> {
    const GRID: [usize; 3] = [1, STEPS, N];
    type Line<X: Plain + Copy> = [[X; N]; STEPS];
}

/// A shape with pixels: an image.
#[diagnostic::on_unimplemented(
    message = "this layer takes an image, but the layer before produces `{Self}`",
    label = "takes an image",
    note = "an image is stated as `[f32; (HEIGHT, WIDTH, CHANNELS)]`"
)]
pub trait Pixels: Grid {}

#[diagnostic::do_not_recommend]
impl<const HEIGHT: usize, const WIDTH: usize, const CHANNELS: usize> Pixels for Image<HEIGHT, WIDTH, CHANNELS> {}

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

/// The branches of a `Concat` agree in all sizes but the last.
#[diagnostic::on_unimplemented(
    message = "branches differ: the first branch produces `{Given}`, but this one `{Self}`; `Concat` joins their last sizes",
    label = "produces `{Self}`",
    note = "let the other sizes of every branch be those of `{Given}`"
)]
pub trait Beside<Given> {}
#[diagnostic::do_not_recommend]
impl<const A: usize, const B: usize> Beside<Features<A>> for Features<B> {}
#[diagnostic::do_not_recommend]
impl<const STEPS: usize, const A: usize, const B: usize> Beside<Series<STEPS, A>> for Series<STEPS, B> {}
#[diagnostic::do_not_recommend]
impl<const H: usize, const W: usize, const A: usize, const B: usize> Beside<Image<H, W, A>> for Image<H, W, B> {}

/// A shape that is a plain row of numbers.
#[diagnostic::on_unimplemented(
    message = "this layer takes features, but the layer before produces `{Self}`",
    label = "takes features",
    note = "write `Flatten,` on the line before it"
)]
pub trait Flat: Shape {
    /// A series with such a row for each step of `S`.
    type Each<S: Steps>: Steps;
}
#[diagnostic::do_not_recommend]
impl<const N: usize> Flat for Features<N> {
    type Each<S: Steps> = S::With<N>;
}

/// Witness: `Stated` is the shape that stands here.
pub const fn state_shape<Given, Stated: Matches<Given>>(_: PhantomData<Given>, _: PhantomData<Stated>) {}
/// Witness: a layer takes the shape that stands here.
pub const fn enter<Given, Taken: Takes<Given>>(_: PhantomData<Given>, _: PhantomData<Taken>) {}
/// Witness: a residual block returns the shape it was given.
pub const fn come_back<Given, Out: Returns<Given>>(_: PhantomData<Given>, _: PhantomData<Out>) {}
/// Witness: a branch of a sum has the shape of the first one.
pub const fn join<Given, Out: Joins<Given>>(_: PhantomData<Given>, _: PhantomData<Out>) {}
/// Witness: a branch of a concatenation fits beside the first one.
pub const fn beside<Given, Out: Beside<Given>>(_: PhantomData<Given>, _: PhantomData<Out>) {}
/// Witness: a layer that takes features finds features.
pub const fn features<S: Flat>(_: PhantomData<S>) {}
/// Witness: a layer that takes a series finds one.
pub const fn series<S: Steps>(_: PhantomData<S>) {}
/// Witness: a layer that takes steps or pixels finds some.
pub const fn series_or_image<S: Nested>(_: PhantomData<S>) {}
/// Witness: a layer that takes an image finds one.
pub const fn image<S: Pixels>(_: PhantomData<S>) {}

/// Branches of the shapes in tuple `Parts` side by side have this shape: the proof of a generic `Concat`.
///
/// Only here does the library compute with sizes in types; the numbers a type can compute with end at 1024.
#[diagnostic::on_unimplemented(
    message = "sizes do not add up: the branches `{Parts}` side by side are not `{Self}`",
    label = "stated as `{Self}`",
    note = "in a generic network the stated size is proved from its parameters, up to 1024"
)]
pub trait Concatenated<Parts>: Shape {}

/// `From` in a row has this shape: the proof of a generic `Flatten`.
#[diagnostic::on_unimplemented(
    message = "sizes do not multiply: `{From}` in a row is not `{Self}`",
    label = "stated as `{Self}`",
    note = "in a generic network the stated size is proved from its parameters, up to 1024"
)]
pub trait Flattened<From>: Shape {}

type Number<const N: usize> = <Const<N> as ToUInt>::Output;
type Plus<A, B> = <A as Add<B>>::Output;
type Times<A, B> = <A as Mul<B>>::Output;

/// Two sizes, and three, to be added or multiplied.
pub struct Two<const A: usize, const B: usize>;
/// See [`Two`].
pub struct Three<const A: usize, const B: usize, const C: usize>;

/// The sizes add up to `N`.
pub trait SumsTo<const N: usize> {}
/// The sizes multiply to `N`.
pub trait MultipliesTo<const N: usize> {}

#[diagnostic::do_not_recommend]
impl<const A: usize, const B: usize, const N: usize> SumsTo<N> for Two<A, B>
where
    Const<A>: ToUInt,
    Const<B>: ToUInt,
    Number<A>: Add<Number<B>>,
    Const<N>: ToUInt<Output = Plus<Number<A>, Number<B>>>,
{
}

#[diagnostic::do_not_recommend]
impl<const A: usize, const B: usize, const C: usize, const N: usize> SumsTo<N> for Three<A, B, C>
where
    Const<A>: ToUInt,
    Const<B>: ToUInt,
    Const<C>: ToUInt,
    Number<A>: Add<Number<B>>,
    Plus<Number<A>, Number<B>>: Add<Number<C>>,
    Const<N>: ToUInt<Output = Plus<Plus<Number<A>, Number<B>>, Number<C>>>,
{
}

#[diagnostic::do_not_recommend]
impl<const A: usize, const B: usize, const N: usize> MultipliesTo<N> for Two<A, B>
where
    Const<A>: ToUInt,
    Const<B>: ToUInt,
    Number<A>: Mul<Number<B>>,
    Const<N>: ToUInt<Output = Times<Number<A>, Number<B>>>,
{
}

#[diagnostic::do_not_recommend]
impl<const A: usize, const B: usize, const C: usize, const N: usize> MultipliesTo<N> for Three<A, B, C>
where
    Const<A>: ToUInt,
    Const<B>: ToUInt,
    Const<C>: ToUInt,
    Number<A>: Mul<Number<B>>,
    Times<Number<A>, Number<B>>: Mul<Number<C>>,
    Const<N>: ToUInt<Output = Times<Times<Number<A>, Number<B>>, Number<C>>>,
{
}

// `N` is the whole in every line.
macro_rules! proofs {
    ($($(const $size:ident)+, $proof:ty: $rule:ident, $parts:ty => $by:ident $whole:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$(const $size: usize),+> $by<$parts> for $whole where $proof: $rule<N> {}
    )* };
}
proofs! {
    const A const B const N, Two<A, B>: SumsTo, (Features<A>, Features<B>) => Concatenated Features<N>;
    const A const B const C const N, Three<A, B, C>: SumsTo, (Features<A>, Features<B>, Features<C>) => Concatenated Features<N>;
    const S const A const B const N, Two<A, B>: SumsTo, (Series<S, A>, Series<S, B>) => Concatenated Series<S, N>;
    const S const A const B const C const N, Three<A, B, C>: SumsTo, (Series<S, A>, Series<S, B>, Series<S, C>) => Concatenated Series<S, N>;
    const H const W const A const B const N, Two<A, B>: SumsTo, (Image<H, W, A>, Image<H, W, B>) => Concatenated Image<H, W, N>;
    const S const M const N, Two<S, M>: MultipliesTo, Series<S, M> => Flattened Features<N>;
    const H const W const C const N, Three<H, W, C>: MultipliesTo, Image<H, W, C> => Flattened Features<N>;
}
