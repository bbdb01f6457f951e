//! How a window goes over an image.

use crate::memory::Plain;

/// A window: height before width, as everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Cells it sees.
    pub size: [usize; 2],
    /// How far it goes from one output to the next.
    pub stride: [usize; 2],
    /// Cells of padding before the first row and column. What it sees behind the last one is padding too.
    pub before: [usize; 2],
    /// How far apart its cells are.
    pub dilation: [usize; 2],
}

/// A window and the two images it connects, each as height, width and channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// What comes in.
    pub input: [usize; 3],
    /// What goes out.
    pub output: [usize; 3],
    /// Between them.
    pub window: Window,
}

impl Geometry {
    /// The row that cell `cell` of the window at output row `at` sees, unless that is padding.
    #[inline(always)]
    pub const fn row(&self, at: usize, cell: usize) -> Option<usize> {
        self.seen(0, at, cell)
    }

    /// The same of columns.
    #[inline(always)]
    pub const fn column(&self, at: usize, cell: usize) -> Option<usize> {
        self.seen(1, at, cell)
    }

    /// Either, as an axis says.
    #[inline(always)]
    pub const fn seen(&self, axis: usize, at: usize, cell: usize) -> Option<usize> {
        let window = &self.window;
        let place = (at * window.stride[axis] + cell * window.dilation[axis]).wrapping_sub(window.before[axis]);
        if place < self.input[axis] { Some(place) } else { None }
    }

    /// Where every output stands, row by row.
    #[inline(always)]
    pub fn outputs(&self) -> impl Iterator<Item = [usize; 2]> + use<> {
        let [height, width, _] = self.output;
        (0..height).flat_map(move |y| (0..width).map(move |x| [y, x]))
    }

    /// The rows that the windows of output row `at` see: the first, and the one behind the last. Where the cells are neighbours.
    pub const fn band(&self, at: usize) -> [usize; 2] {
        let window = &self.window;
        let (first, end) = (at * window.stride[0], at * window.stride[0] + window.size[0]);
        let end = end.saturating_sub(window.before[0]);
        [first.saturating_sub(window.before[0]), if end < self.input[0] { end } else { self.input[0] }]
    }

    /// The same for some rows of what goes out, of what comes in from its first row `from` on, which none of them sees a row before.
    pub const fn of_rows(&self, [first, end]: [usize; 2], from: usize) -> Self {
        let mut part = *self;
        part.input[0] = self.input[0] - from;
        part.output[0] = end - first;
        part.window.before[0] = self.window.before[0] + from - first * self.window.stride[0];
        part
    }

    /// Channels of what comes in, and of what goes out.
    #[inline(always)]
    pub const fn channels(&self) -> [usize; 2] {
        [self.input[2], self.output[2]]
    }

    /// Multiplications of a convolution, those with padding among them, as they are counted everywhere.
    pub const fn multiply_adds(&self) -> usize {
        self.multiply_adds_of(self.input[2])
    }

    /// The same where every output sees so many channels.
    pub const fn multiply_adds_of(&self, channels: usize) -> usize {
        let ([height, width, outputs], [rows, columns]) = (self.output, self.window.size);
        height * width * outputs * rows * columns * channels
    }

    /// Values that windows see, each as often as it is seen.
    pub const fn values(&self) -> usize {
        self.visits(0) * self.visits(1) * self.input[2]
    }

    /// How often a window sees a row, or column, that is no padding.
    const fn visits(&self, axis: usize) -> usize {
        let (mut visits, mut at) = (0, 0);
        while at < self.output[axis] {
            let mut cell = 0;
            while cell < self.window.size[axis] {
                visits += self.seen(axis, at, cell).is_some() as usize;
                cell += 1;
            }
            at += 1;
        }
        visits
    }
}

/// A [`Geometry`] that a kernel is made for.
pub trait Windowed {
    /// That.
    const GEOMETRY: Geometry;
    /// A number for each channel that goes out.
    type Sums<T: Plain + Copy>: Plain + Copy;
    /// A number for everything in the rows that a window sees at once.
    type Band<T: Plain + Copy>: Plain + Copy;
}
