//! Convolutions. Vectors run over output channels, and a tile of pixels meets every row of the weight at once, which is loaded once for
//! all of them; no image is unrolled in memory. What a window sees is the same for most pixels of an image: those are one patch, and its
//! tiles go on from one line of it to the next. At the edges there are smaller ones, which see fewer cells. How a sum is ordered follows
//! from the geometry alone: bias, then cell by cell, channel by channel.

use super::vector::Vector;
use crate::kernel::geometry::Geometry;
use crate::kernel::small::each;

/// Images on their way through a convolution.
#[derive(Clone, Copy)]
pub struct Through {
    pub geometry: Geometry,
    /// `[row][column][channel][output]`
    pub weight: *const f32,
    /// One per output, or null.
    pub bias: *const f32,
    /// `[image][row][column][channel]`
    pub x: *const f32,
    /// `[image][row][column][output]`
    pub out: *mut f32,
    /// What comes out is at least that: a ReLU behind a layer, or −∞.
    pub floor: f32,
    pub images: usize,
}

/// The first cell that is no padding to the window at a place of an axis, and how many are none: they are neighbours.
#[inline(always)]
fn visible(geometry: &Geometry, axis: usize, at: usize) -> [usize; 2] {
    let (window, [mut first, mut end]) = (&geometry.window, [0, geometry.window.size[axis]]);
    let begin = (at * window.stride[axis]).wrapping_sub(window.before[axis]);
    if begin < geometry.input[axis] && begin + end.saturating_sub(1) * window.dilation[axis] < geometry.input[axis] {
        return [0, end];
    }
    while first < end && geometry.seen(axis, at, first).is_none() {
        first += 1;
    }
    while first < end && geometry.seen(axis, at, end - 1).is_none() {
        end -= 1;
    }
    [first, end - first]
}

/// Neighbouring places of the window, on one axis, that see the same of its cells.
#[derive(Clone, Copy)]
struct Span {
    from: usize,
    places: usize,
    first: usize,
    cells: usize,
}

impl Span {
    /// From a place on.
    #[inline(always)]
    fn of(geometry: &Geometry, axis: usize, from: usize) -> Self {
        let [first, cells] = visible(geometry, axis, from);
        let mut places = 1;
        while from + places < geometry.output[axis] && visible(geometry, axis, from + places) == [first, cells] {
            places += 1;
        }
        Span { from, places, first, cells }
    }

    /// The row or column that the first of its cells sees at the first of its places.
    #[inline(always)]
    fn seen(&self, geometry: &Geometry, axis: usize) -> usize {
        let window = &geometry.window;
        (self.from * window.stride[axis] + self.first * window.dilation[axis]).wrapping_sub(window.before[axis])
    }
}

/// What sums run over: rows of `b`, each of which meets a number of every place.
#[derive(Clone, Copy)]
struct Terms {
    /// `[line][run][term][column]`
    b: *const f32,
    columns: usize,
    /// Lines, runs of a line, terms of a run.
    counts: [usize; 3],
    /// How far behind the number of a term is that of the next; how much farther at the end of a run, and of a line.
    step: usize,
    run: usize,
    line: usize,
    /// Numbers of `b` behind a line that it skips.
    skipped: usize,
}

/// Where sums begin, and what they are at least when they end.
#[derive(Clone, Copy)]
struct Ends {
    /// One for each column, or null.
    start: *const f32,
    floor: f32,
}

/// Where sums find their numbers, and where they go: lines of places. Steps are those from one place to the next, and from one line to
/// the next.
#[derive(Clone, Copy)]
struct Places {
    lines: usize,
    width: usize,
    from: *const f32,
    from_steps: [usize; 2],
    to: *mut f32,
    to_steps: [usize; 2],
}

impl Places {
    /// Pixels of two images.
    #[inline(always)]
    fn of(geometry: &Geometry, rows: Span, columns: Span, x: *const f32, out: *mut f32) -> Self {
        let ([_, width, channels], [_, right, outputs]) = (geometry.input, geometry.output);
        let (seen, stride) = (rows.seen(geometry, 0).wrapping_mul(width), geometry.window.stride);
        Places {
            lines: rows.places,
            width: columns.places,
            from: x.wrapping_add(seen.wrapping_add(columns.seen(geometry, 1)).wrapping_mul(channels)),
            from_steps: [stride[1] * channels, stride[0] * width * channels],
            to: out.wrapping_add((rows.from * right + columns.from) * outputs),
            to_steps: [outputs, right * outputs],
        }
    }

    /// Lines are the longer ones of both: tiles are of one line.
    #[inline(always)]
    fn turned(self) -> Self {
        let Places { lines, width, from_steps: [from, from_line], to_steps: [to, to_line], .. } = self;
        if lines <= width {
            return self;
        }
        Places { lines: width, width: lines, from_steps: [from_line, from], to_steps: [to_line, to], ..self }
    }
}

/// `out[y][x][o] = bias[o] + Σ x[…][…][c] · weight[ky][kx][c][o]`, or `floor` where that is less, in tiles of `ONE` pixels by a vector, of
/// `TWO` by two, and, where registers are many, of `FOUR` by four.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn forward<V: Vector, const ONE: usize, const TWO: usize, const FOUR: usize>(through: Through) {
    // SAFETY: as the caller promises; what has the instructions of a vector has those of half of it.
    unsafe {
        if V::Half::LANES < V::LANES && through.geometry.output[2] <= V::Half::LANES {
            images::<V::Half, ONE, 0, 0>(through);
        } else {
            images::<V, ONE, TWO, FOUR>(through);
        }
    }
}

/// Runs a block for every patch of every image: `patches!(through; rows, columns, places => { … })`
macro_rules! patches {
    ($through:expr; $rows:ident, $columns:ident, $places:ident => $body:block) => {
        let through = $through;
        let ([height, width, channels], [down, right, outputs]) = (through.geometry.input, through.geometry.output);
        for image in 0..through.images {
            let x = through.x.wrapping_add(image * height * width * channels);
            let out = through.out.wrapping_add(image * down * right * outputs);
            let mut y = 0;
            while y < down {
                let $rows = Span::of(&through.geometry, 0, y);
                let mut place = 0;
                while place < right {
                    let $columns = Span::of(&through.geometry, 1, place);
                    let $places = Places::of(&through.geometry, $rows, $columns, x, out);
                    $body
                    place += $columns.places;
                }
                y += $rows.places;
            }
        }
    };
}

#[inline(always)]
unsafe fn images<V: Vector, const ONE: usize, const TWO: usize, const FOUR: usize>(through: Through) {
    patches!(through; rows, columns, places => {
        // SAFETY: as the caller promises.
        unsafe { patch::<V, ONE, TWO, FOUR>(through, rows, columns, places.turned()) }
    });
}

/// Pixels that see the same cells.
#[inline(always)]
unsafe fn patch<V: Vector, const ONE: usize, const TWO: usize, const FOUR: usize>(
    through: Through,
    rows: Span,
    columns: Span,
    places: Places,
) {
    let (geometry, ends) = (&through.geometry, Ends { start: through.bias, floor: through.floor });
    let ([_, width, channels], outputs, window) = (geometry.input, geometry.output[2], &geometry.window);
    // Cells that are neighbours are one run.
    let [runs, run] = if window.dilation[1] == 1 { [1, columns.cells] } else { [columns.cells, 1] };
    let terms = Terms {
        b: through.weight.wrapping_add((rows.first * window.size[1] + columns.first) * channels * outputs),
        columns: outputs,
        counts: [rows.cells, runs, run * channels],
        step: 1,
        run: window.dilation[1].wrapping_sub(1).wrapping_mul(channels),
        line: (window.dilation[0] * width).wrapping_sub(columns.cells * window.dilation[1]).wrapping_mul(channels),
        skipped: (window.size[1] - columns.cells) * channels * outputs,
    };
    let mut at = 0;
    while at < outputs {
        let left = (outputs - at).div_ceil(V::LANES);
        // SAFETY: as the caller promises.
        let now = unsafe {
            match left {
                _ if left == 1 || TWO == 0 => {
                    tiles::<V, ONE, 1>(terms, places, ends, at);
                    1
                }
                4.. if FOUR > 0 => {
                    tiles::<V, FOUR, 4>(terms, places, ends, at);
                    4
                }
                _ => {
                    tiles::<V, TWO, 2>(terms, places, ends, at);
                    2
                }
            }
        };
        at += now * V::LANES;
    }
}

/// All places, and `VECTORS` vectors of columns from `at` on, of which the last may be cut off by the end of the row.
#[inline(always)]
unsafe fn tiles<V: Vector, const PLACES: usize, const VECTORS: usize>(
    terms: Terms,
    places: Places,
    ends: Ends,
    at: usize,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let last = terms.columns - at - (VECTORS - 1) * V::LANES;
        if last < V::LANES || V::MASKS_ARE_FREE {
            let mask = V::mask(if last < V::LANES { last } else { V::LANES });
            masked_tiles::<V, PLACES, VECTORS, true>(terms, places, ends, at, mask);
        } else {
            masked_tiles::<V, PLACES, VECTORS, false>(terms, places, ends, at, V::mask(V::LANES));
        }
    }
}

#[inline(always)]
unsafe fn masked_tiles<V: Vector, const PLACES: usize, const VECTORS: usize, const MASKED: bool>(
    terms: Terms,
    places: Places,
    ends: Ends,
    at: usize,
    mask: V::Mask,
) {
    // SAFETY: as the caller promises.
    unsafe {
        // As few tiles as there may be, of which none is larger than another by more than one place.
        let tiles = places.width.div_ceil(PLACES);
        let (size, larger) = (places.width / tiles, places.width % tiles);
        for line in 0..places.lines {
            let mut from = places.from.wrapping_add(line * places.from_steps[1]);
            let mut to = places.to.wrapping_add(line * places.to_steps[1] + at).cast_const();
            for tile in 0..tiles {
                let size = size + (tile < larger) as usize;
                macro_rules! tile {
                    ($($size:literal)*) => {
                        match size {
                            $($size if PLACES > $size => {
                                let from = spread(from, places.from_steps[0]);
 let to = spread(to, places.to_steps[0]).map(<*const f32>::cast_mut);
                                self::tile::<V, $size, VECTORS, MASKED>(terms, from, to, ends, at, mask);
                            })*
                            _ => {
                                let from = spread(from, places.from_steps[0]);
 let to = spread(to, places.to_steps[0]).map(<*const f32>::cast_mut);
                                self::tile::<V, PLACES, VECTORS, MASKED>(terms, from, to, ends, at, mask);
                            }
                        }
                    };
                }
                tile!(1 2 3 4 5 6 7);
                from = from.wrapping_add(size * places.from_steps[0]);
                to = to.wrapping_add(size * places.to_steps[0]);
            }
        }
    }
}

#[inline(always)]
unsafe fn tile<V: Vector, const PLACES: usize, const VECTORS: usize, const MASKED: bool>(
    terms: Terms,
    from: [*const f32; PLACES],
    to: [*mut f32; PLACES],
    ends: Ends,
    at: usize,
    mask: V::Mask,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut sums = [[V::zero(); VECTORS]; PLACES];
        if !ends.start.is_null() {
            sums = [vectors::<V, VECTORS, MASKED>(ends.start.add(at), mask); PLACES];
        }
        let sums = summed::<V, PLACES, VECTORS, MASKED>(terms, from, sums, at, mask);
        let floor = V::splat(ends.floor);
        each!(place in PLACES, true => {
            each!(vector in VECTORS, true => {
                let to = to[place].wrapping_add(vector * V::LANES);
                let sum = floor.larger(sums[place][vector]);
                if MASKED && vector == VECTORS - 1 {
                    sum.store_some(to, mask);
                } else {
                    sum.store(to);
                }
            });
        });
    }
}

/// So many pointers, `step` numbers from one to the next.
#[inline(always)]
fn spread<const N: usize>(from: *const f32, step: usize) -> [*const f32; N] {
    let mut all = [from; N];
    each!(i in N, true => { all[i] = from.wrapping_add(i * step); });
    all
}

/// A number of which the compiler knows nothing, so that it adds it to a pointer where that is free: in the load.
#[inline(always)]
fn unknown(mut n: usize) -> usize {
    // SAFETY: no instruction.
    unsafe { core::arch::asm!("/* {} */", inout(reg) n, options(pure, nomem, nostack, preserves_flags)) }
    n
}

/// The sums of places, over all terms.
#[inline(always)]
unsafe fn summed<V: Vector, const PLACES: usize, const VECTORS: usize, const MASKED: bool>(
    terms: Terms,
    from: [*const f32; PLACES],
    start: [[V; VECTORS]; PLACES],
    at: usize,
    mask: V::Mask,
) -> [[V; VECTORS]; PLACES] {
    // SAFETY: as the caller promises.
    unsafe {
        let (mut sums, mut b, mut far) = (start, terms.b.wrapping_add(at), 0usize);
        let [lines, runs, run] = terms.counts;
        for _ in 0..lines {
            for _ in 0..runs {
                for _ in 0..run {
                    let row = vectors::<V, VECTORS, MASKED>(b, mask);
                    each!(place in PLACES, true => {
                        let a = V::splat(*from[place].wrapping_add(far));
                        each!(vector in VECTORS, true => {
                            sums[place][vector] = a.mul_add(row[vector], sums[place][vector]);
                        });
                    });
                    b = b.wrapping_add(terms.columns);
                    far = unknown(far.wrapping_add(terms.step));
                }
                far = far.wrapping_add(terms.run);
            }
            far = far.wrapping_add(terms.line);
            b = b.wrapping_add(terms.skipped);
        }
        sums
    }
}

/// Neighbouring vectors, the last one by its mask.
#[inline(always)]
unsafe fn vectors<V: Vector, const VECTORS: usize, const MASKED: bool>(
    from: *const f32,
    mask: V::Mask,
) -> [V; VECTORS] {
    // SAFETY: as the caller promises.
    unsafe {
        let mut vectors = [V::zero(); VECTORS];
        each!(vector in VECTORS, true => {
            let from = from.wrapping_add(vector * V::LANES);
            vectors[vector] = if MASKED && vector == VECTORS - 1 { V::load_some(from, mask) } else { V::load(from) };
        });
        vectors
    }
}

/// `out[y][x][c]` is the largest `x[…][…][c]` that the window sees: `x` and `out` are those of `pool`, whose other pointers are not looked at.
///
/// # Safety
/// As [`forward`].
#[inline(always)]
pub unsafe fn max_pool<V: Vector>(pool: Through) {
    // SAFETY: as the caller promises; what has the instructions of a vector has those of half of it.
    unsafe {
        if V::Half::LANES < V::LANES && pool.geometry.output[2] <= V::Half::LANES {
            pooled::<V::Half>(pool);
        } else {
            pooled::<V>(pool);
        }
    }
}

#[inline(always)]
unsafe fn pooled<V: Vector>(pool: Through) {
    patches!(pool; rows, columns, places => {
        let ([_, width, channels], dilation) = (pool.geometry.input, pool.geometry.window.dilation);
        let steps = [dilation[0] * width * channels, dilation[1] * channels];
        let (cells, places, mut at) = ([rows.cells, columns.cells], places.turned(), 0);
        while at < channels {
            let left = channels - at;
            // SAFETY: as the caller promises.
            unsafe {
                if left < V::LANES {
                    pooled_patch::<V, true>(places, cells, steps, at, V::mask(left));
                } else {
                    pooled_patch::<V, false>(places, cells, steps, at, V::mask(V::LANES));
                }
            }
            at += V::LANES;
        }
    });
}

/// Pixels that see the same cells; of the channels a vector from `at` on.
#[inline(always)]
unsafe fn pooled_patch<V: Vector, const MASKED: bool>(
    places: Places,
    cells: [usize; 2],
    steps: [usize; 2],
    at: usize,
    mask: V::Mask,
) {
    /// Pixels at a time.
    const MANY: usize = 4;
    // SAFETY: as the caller promises.
    unsafe {
        for line in 0..places.lines {
            let from = places.from.wrapping_add(line * places.from_steps[1] + at);
            let to = places.to.wrapping_add(line * places.to_steps[1] + at);
            let mut place = 0;
            while place < places.width {
                // The last ones begin earlier: what is found once more is the same.
                if places.width >= MANY {
                    place = place.min(places.width - MANY);
                }
                let from = from.wrapping_add(place * places.from_steps[0]);
                let to = to.wrapping_add(place * places.to_steps[0]);
                if places.width >= MANY {
                    largest::<V, MANY, MASKED>(from, to, places, cells, steps, mask);
                    place += MANY;
                } else {
                    largest::<V, 1, MASKED>(from, to, places, cells, steps, mask);
                    place += 1;
                }
            }
        }
    }
}

/// The largest of `rows` by `columns` cells; NaN takes its place, and is never replaced.
#[inline(always)]
unsafe fn largest<V: Vector, const PLACES: usize, const MASKED: bool>(
    from: *const f32,
    to: *mut f32,
    places: Places,
    [rows, columns]: [usize; 2],
    [down, right]: [usize; 2],
    mask: V::Mask,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let (mut largest, mut line) = ([V::splat(f32::NEG_INFINITY); PLACES], from);
        for _ in 0..rows {
            let mut cell = line;
            for _ in 0..columns {
                each!(place in PLACES, true => {
                    let cell = cell.wrapping_add(place * places.from_steps[0]);
                    let value = if MASKED { V::load_some(cell, mask) } else { V::load(cell) };
                    largest[place] = value.larger_or_nan(largest[place]);
                });
                cell = cell.wrapping_add(right);
            }
            line = line.wrapping_add(down);
        }
        each!(place in PLACES, true => {
            let to = to.wrapping_add(place * places.to_steps[0]);
            if MASKED {
                largest[place].store_some(to, mask);
            } else {
                largest[place].store(to);
            }
        });
    }
}
