//! Windows that go over images and along series, as types.

use crate::kernel::{Geometry, Windowed};
use crate::memory::{Plain, flat, flat_mut};
use crate::scalar::Scalar;
use crate::shape::{Grid, Shape, Steps};

/// A window of `HEIGHT` × `WIDTH` cells that goes on by `DOWN` rows and `RIGHT` columns, begins `TOP` rows and `LEFT` columns before the
/// image, and whose cells are `APART_Y` rows and `APART_X` columns apart (its dilation). What it sees outside the image is padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window<
    const HEIGHT: usize,
    const WIDTH: usize,
    const DOWN: usize = 1,
    const RIGHT: usize = 1,
    const TOP: usize = 0,
    const LEFT: usize = 0,
    const APART_Y: usize = 1,
    const APART_X: usize = 1,
>;

/// A window of `SIZE` steps of a series that goes on by `STRIDE`, begins `BEFORE` steps before the series, and whose steps are `APART` (its
/// dilation). What it sees outside the series is padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window1d<const SIZE: usize, const STRIDE: usize = 1, const BEFORE: usize = 0, const APART: usize = 1>;

/// A window of a series that sees padding behind it too, and so looks ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead<W>(core::marker::PhantomData<W>);

/// A [`Window`] or a [`Window1d`], whatever its sizes.
pub trait Sees: Copy + Send + Sync + 'static {
    /// Something for each of its cells.
    type Array<X: Plain + Copy>: Plain + Copy;
    /// Something for each of its rows.
    type Tall<X: Plain + Copy>: Plain + Copy;
    /// Its sizes.
    const WINDOW: crate::kernel::Window;
    /// Whether a series is an image of one column to it, not of one row: kernels ask for columns that are neighbours, not for rows.
    const IS_TALL: bool = false;
}

impl<
    const HEIGHT: usize,
    const WIDTH: usize,
    const DOWN: usize,
    const RIGHT: usize,
    const TOP: usize,
    const LEFT: usize,
    const APART_Y: usize,
    const APART_X: usize,
> Sees for Window<HEIGHT, WIDTH, DOWN, RIGHT, TOP, LEFT, APART_Y, APART_X>
{
    type Array<X: Plain + Copy> = [[X; WIDTH]; HEIGHT];
    type Tall<X: Plain + Copy> = [X; HEIGHT];
    const WINDOW: crate::kernel::Window = crate::kernel::Window {
        size: [HEIGHT, WIDTH],
        stride: [DOWN, RIGHT],
        before: [TOP, LEFT],
        dilation: [APART_Y, APART_X],
    };
}

impl<const SIZE: usize, const STRIDE: usize, const BEFORE: usize, const APART: usize> Sees
    for Window1d<SIZE, STRIDE, BEFORE, APART>
{
    type Array<X: Plain + Copy> = [X; SIZE];
    type Tall<X: Plain + Copy> = X;
    const WINDOW: crate::kernel::Window = {
        let [size, stride, before, dilation] =
            [along(SIZE, 1, APART), along(STRIDE, 1, APART), along(BEFORE, 0, APART), along(APART, 1, APART)];
        crate::kernel::Window { size, stride, before, dilation }
    };
    const IS_TALL: bool = APART > 1;
}

/// A number of a series, and of the axis that it does not have.
const fn along(number: usize, other: usize, apart: usize) -> [usize; 2] {
    if apart > 1 { [number, other] } else { [other, number] }
}

impl<W: Sees> Sees for Ahead<W> {
    type Array<X: Plain + Copy> = W::Array<X>;
    type Tall<X: Plain + Copy> = W::Tall<X>;
    const WINDOW: crate::kernel::Window = W::WINDOW;
    const IS_TALL: bool = W::IS_TALL;
}

/// A window of a series that sees nothing that comes later.
pub trait LooksBack: Sees {
    /// As many frames as it may have to remember.
    type Frames<X: Plain + Copy>: Plain + Copy;
    /// Steps, how far it goes on, steps before the series, and dilation.
    const STEPS: [usize; 4];
}

impl<const SIZE: usize, const STRIDE: usize, const BEFORE: usize, const APART: usize> LooksBack
    for Window1d<SIZE, STRIDE, BEFORE, APART>
{
    type Frames<X: Plain + Copy> = [[X; APART]; SIZE];
    const STEPS: [usize; 4] = [SIZE, STRIDE, BEFORE, APART];
}

/// What a window sees of a stream.
#[derive(Clone)]
#[repr(C)]
pub struct Sight<T: Scalar, In: Steps, W: LooksBack> {
    frames: W::Frames<In::Last<T>>,
    /// How many frames came, up to as many as there is place for.
    seen: usize,
    /// Where the next one is put.
    next: usize,
    /// How many came since the window stood somewhere.
    since: usize,
}

// SAFETY: numbers only.
unsafe impl<T: Scalar, In: Steps, W: LooksBack> Plain for Sight<T, In, W> {
    const FLAT: bool = false;
}

impl<T: Scalar, In: Steps, W: LooksBack> Sight<T, In, W> {
    /// How many frames there is place for.
    const PLACES: usize = W::STEPS[0] * W::STEPS[3];
    /// How many have come when the window stands for the first time.
    const FIRST: usize = {
        let [size, _, before, apart] = W::STEPS;
        let extent = (size - 1) * apart + 1;
        assert!(before < extent, "a window that looks back sees a frame wherever it stands");
        extent - before
    };

    /// Takes one frame more; says whether the window stands there.
    #[inline]
    pub(super) fn take(&mut self, x: &In::Last<T>) -> bool {
        let width = In::Pooled::LEN;
        let frames: &mut [T] = flat_mut(&mut self.frames);
        if let Some(place) = frames.get_mut(self.next * width..).and_then(|frames| frames.get_mut(..width)) {
            for (place, &x) in place.iter_mut().zip(flat::<T, _>(x)) {
                *place = x;
            }
        }
        self.next = if self.next + 1 < Self::PLACES { self.next + 1 } else { 0 };
        let before = self.seen;
        self.seen = if before < Self::PLACES { before + 1 } else { before };
        if before < Self::FIRST {
            return before + 1 == Self::FIRST;
        }
        self.since += 1;
        let stands = self.since >= W::STEPS[1];
        self.since = if stands { 0 } else { self.since };
        stands
    }

    /// The frame that a cell of the window sees; nothing where that is padding.
    #[inline]
    pub(super) fn cell(&self, cell: usize) -> &[T] {
        let [size, _, _, apart] = W::STEPS;
        let (width, ago) = (In::Pooled::LEN, (size - 1).saturating_sub(cell) * apart);
        if ago >= self.seen {
            return Default::default();
        }
        let behind = self.next + Self::PLACES - 1 - ago;
        let at = if behind < Self::PLACES { behind } else { behind - Self::PLACES };
        flat::<T, _>(&self.frames).get(at * width..).and_then(|frames| frames.get(..width)).unwrap_or_default()
    }

    /// The frames that the window sees, from the first to the last.
    #[inline]
    pub(super) fn cells(&self) -> impl Iterator<Item = &[T]> {
        (0..W::STEPS[0]).map(|cell| self.cell(cell)).filter(|frame| !frame.is_empty())
    }
}

/// Window `W` between two images, or two series.
pub(super) struct Over<In, Out, W>(core::marker::PhantomData<(In, Out, W)>);

impl<In: Grid, Out: Grid, W: Sees> Windowed for Over<In, Out, W> {
    const GEOMETRY: Geometry = {
        let ([height, width, channels], [down, right, outputs]) = (In::GRID, Out::GRID);
        let (input, output) = match W::IS_TALL {
            true => ([width, height, channels], [right, down, outputs]),
            false => (In::GRID, Out::GRID),
        };
        Geometry { input, output, window: W::WINDOW }
    };
    type Sums<T: Plain + Copy> = <Out as Shape>::Last<T>;
    type Band<T: Plain + Copy> = W::Tall<In::Line<T>>;
}

impl<In: Grid, Out: Grid, W: Sees> Over<In, Out, W> {
    /// What the window does, in one number that goes into a fingerprint.
    pub(super) const fn fold(mut state: u64) -> u64 {
        let window = W::WINDOW;
        let settings = [window.size, window.stride, window.before, window.dilation];
        let mut at = 0;
        while at < settings.len() {
            state = crate::fingerprint::fold(state, settings[at][0] as u64);
            state = crate::fingerprint::fold(state, settings[at][1] as u64);
            at += 1;
        }
        state
    }
}
