//! Windows that go over images, as types.

use crate::kernel::{Geometry, Windowed};
use crate::memory::Plain;
use crate::shape::{Pixels, Shape};

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

/// A [`Window`], whatever its sizes.
pub trait Sees: Copy + Send + Sync + 'static {
    /// Something for each of its cells.
    type Array<X: Plain + Copy>: Plain + Copy;
    /// Something for each of its rows.
    type Tall<X: Plain + Copy>: Plain + Copy;
    /// Its sizes.
    const WINDOW: crate::kernel::Window;
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

/// Window `W` between two images.
pub(super) struct Over<In, Out, W>(core::marker::PhantomData<(In, Out, W)>);

impl<In: Pixels, Out: Pixels, W: Sees> Windowed for Over<In, Out, W> {
    const GEOMETRY: Geometry = Geometry { input: In::PIXELS, output: Out::PIXELS, window: W::WINDOW };
    type Sums<T: Plain + Copy> = <Out as Shape>::Last<T>;
    type Band<T: Plain + Copy> = W::Tall<In::Line<T>>;
}

impl<In: Pixels, Out: Pixels, W: Sees> Over<In, Out, W> {
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
