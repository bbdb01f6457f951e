//! Convolutions. Vectors run over output channels, and a tile of pixels meets every row of the weight at once, which is loaded once for
//! all of them; no image is unrolled in memory. What a window sees is the same for most pixels of an image: those are one patch, and its
//! tiles go on from one line of it to the next. At the edges there are smaller ones, which see fewer cells. How a sum is ordered follows
//! from the geometry alone: bias, then cell by cell, channel by channel.

use core::mem::MaybeUninit;
use core::ptr::{null, null_mut};

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

impl Through {
    /// Nothing.
    #[inline(always)]
    pub fn of(geometry: Geometry) -> Self {
        let (weight, bias, x, out, floor) = (null(), null(), null(), null_mut(), f32::NEG_INFINITY);
        Through { geometry, weight, bias, x, out, floor, images: 0 }
    }
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
pub struct Terms {
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

/// How sums begin and end.
#[derive(Clone, Copy)]
pub enum Ends {
    /// They begin with the bias, one for each column, or with zero, if that is null, and become at least the floor.
    Set { start: *const f32, floor: f32 },
    /// They go on from what is there.
    GoOn,
    /// Times a factor they are added to what is there.
    Move { factor: f32 },
}

/// The kernel that everything here runs through, [`sums`] of some instruction set.
pub type Sums = unsafe fn(*const Terms, *const Places, *const Ends);

/// Where sums find their numbers, and where they go: lines of places. Steps are those from one place to the next, and from one line to
/// the next.
#[derive(Clone, Copy)]
pub struct Places {
    lines: usize,
    width: usize,
    from: *const f32,
    from_steps: [usize; 2],
    to: *mut f32,
    to_steps: [usize; 2],
    /// Whether a tile may go on from one line to the next: worth it where lines are short and terms are many.
    joined: bool,
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
            joined: false,
        }
    }

    /// Where numbers of `N` places are and where their sums go, from a place of a line on.
    #[inline(always)]
    fn some<const N: usize>(&self, line: usize, place: usize) -> ([*const f32; N], [*mut f32; N]) {
        let (mut line, mut place) = (line, place);
        if self.joined {
            (line, place) = (place / self.width.max(1), place % self.width.max(1));
        }
        let mut from_first = self.from.wrapping_add(line * self.from_steps[1] + place * self.from_steps[0]);
        let mut to_first = self.to.wrapping_add(line * self.to_steps[1] + place * self.to_steps[0]);
        let (mut from, mut to) = ([from_first; N], [to_first; N]);
        if !self.joined {
            each!(i in N, true => {
                from[i] = from_first.wrapping_add(i * self.from_steps[0]);
                to[i] = to_first.wrapping_add(i * self.to_steps[0]);
            });
            return (from, to);
        }
        each!(i in N, true => {
            if i > 0 {
                from_first = from_first.wrapping_add(self.from_steps[0]);
                to_first = to_first.wrapping_add(self.to_steps[0]);
                if (place + i).is_multiple_of(self.width) {
                    line += 1;
                    from_first = self.from.wrapping_add(line * self.from_steps[1]);
                    to_first = self.to.wrapping_add(line * self.to_steps[1]);
                }
            }
            (from[i], to[i]) = (from_first, to_first);
        });
        (from, to)
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

/// `out[y][x][o] = bias[o] + Σ x[…][…][c] · weight[ky][kx][c][o]`, or `floor` where that is less.
///
/// # Safety
/// The processor has the instructions of the kernel, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn forward(through: Through, sums: Sums) {
    patches!(through; rows, columns, places => {
        let terms = seen(&through, rows, columns);
        let ends = Ends::Set { start: through.bias, floor: through.floor };
        // SAFETY: as the caller promises.
        unsafe { sums(&terms, &places.turned(), &ends) }
    });
}

/// Pixels of a patch meet the weights of the cells that they see.
#[inline(always)]
fn seen(through: &Through, rows: Span, columns: Span) -> Terms {
    let geometry = &through.geometry;
    let ([_, width, channels], outputs, window) = (geometry.input, geometry.output[2], &geometry.window);
    // Cells that are neighbours are one run.
    let [runs, run] = if window.dilation[1] == 1 { [1, columns.cells] } else { [columns.cells, 1] };
    Terms {
        b: through.weight.wrapping_add((rows.first * window.size[1] + columns.first) * channels * outputs),
        columns: outputs,
        counts: [rows.cells, runs, run * channels],
        step: 1,
        run: window.dilation[1].wrapping_sub(1).wrapping_mul(channels),
        line: (window.dilation[0] * width).wrapping_sub(columns.cells * window.dilation[1]).wrapping_mul(channels),
        skipped: (window.size[1] - columns.cells) * channels * outputs,
    }
}

/// Sums of all places and all columns, in tiles of `ONE` place by a vector, of `TWO` by two, and, where registers are many, of `FOUR` by
/// four.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn sums<V: Vector, const ONE: usize, const TWO: usize, const FOUR: usize>(
    terms: *const Terms,
    places: *const Places,
    ends: *const Ends,
) {
    // SAFETY: as the caller promises; what has the instructions of a vector has those of half of it.
    unsafe {
        let (terms, places, ends) = (*terms, *places, *ends);
        if V::Half::LANES < V::LANES && terms.columns <= V::Half::LANES {
            return tiles::<V::Half, ONE, 1>(terms, places, ends, 0);
        }
        let mut at = 0;
        while at < terms.columns {
            at += V::LANES
                * match (terms.columns - at).div_ceil(V::LANES) {
                    1 => {
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
                };
        }
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
        let [lines, width] =
            if places.joined { [1, places.lines * places.width] } else { [places.lines, places.width] };
        if width == 0 {
            return;
        }
        let tiles = width.div_ceil(PLACES);
        let (size, larger) = (width / tiles, width % tiles);
        for line in 0..lines {
            let mut place = 0;
            for tile in 0..tiles {
                let size = size + (tile < larger) as usize;
                macro_rules! tile {
                    ($($size:literal)*) => {
                        match size {
                            $($size if PLACES > $size => {
                                let (from, to) = places.some(line, place);
                                self::tile::<V, $size, VECTORS, MASKED>(terms, from, to, ends, at, mask);
                            })*
                            _ => {
                                let (from, to) = places.some(line, place);
                                self::tile::<V, PLACES, VECTORS, MASKED>(terms, from, to, ends, at, mask);
                            }
                        }
                    };
                }
                tile!(1 2 3 4 5 6 7 8);
                place += size;
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
        match ends {
            Ends::Set { start, .. } if !start.is_null() => {
                sums = [vectors::<V, VECTORS, MASKED>(start.add(at), mask); PLACES];
            }
            Ends::GoOn => {
                each!(place in PLACES, true => {
                    sums[place] = vectors::<V, VECTORS, MASKED>(to[place].wrapping_add(at).cast_const(), mask);
                });
            }
            _ => {}
        }
        let mut sums = summed::<V, PLACES, VECTORS, MASKED>(terms, from, sums, at, mask);
        match ends {
            Ends::Set { floor, .. } => {
                let floor = V::splat(floor);
                each!(place in PLACES, true => {
                    each!(vector in VECTORS, true => { sums[place][vector] = floor.larger(sums[place][vector]); });
                });
            }
            Ends::Move { factor } => {
                let factor = V::splat(factor);
                each!(place in PLACES, true => {
                    let before = vectors::<V, VECTORS, MASKED>(to[place].wrapping_add(at).cast_const(), mask);
                    each!(vector in VECTORS, true => {
                        sums[place][vector] = factor.mul_add(sums[place][vector], before[vector]);
                    });
                });
            }
            Ends::GoOn => {}
        }
        each!(place in PLACES, true => {
            each!(vector in VECTORS, true => {
                let to = to[place].wrapping_add(at + vector * V::LANES);
                if MASKED && vector == VECTORS - 1 {
                    sums[place][vector].store_some(to, mask);
                } else {
                    sums[place][vector].store(to);
                }
            });
        });
    }
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

/// `weight[ky][kx][c][o] += factor · Σ x[…][c] · out[y][x][o]`, image by image, where `weight` is the gradient by the weight, or, with a
/// negative factor, a weight that descends, and `out` the gradient by what came out. Places are rows of the weight.
///
/// # Safety
/// As [`forward`].
#[inline(always)]
pub unsafe fn weight(back: Through, factor: f32, sums: Sums) {
    // SAFETY: as the caller promises.
    unsafe {
        // Enough rows for a tile: each cell on its own, with all pixels that it meets.
        if back.geometry.input[2] >= 8 {
            weight_by_cells(back, factor, sums);
        } else {
            weight_by_patches(back, factor, sums);
        }
    }
}

#[inline(always)]
unsafe fn weight_by_cells(back: Through, factor: f32, sums: Sums) {
    let ([_, _, channels], [_, right, outputs], [height, width]) =
        (back.geometry.input, back.geometry.output, back.geometry.window.size);
    for (image, cell) in (0..back.images).flat_map(|image| (0..height * width).map(move |cell| (image, cell))) {
        let met = met(&back, image, cell, 0, 0);
        let [step, line] = met.to_steps;
        let terms = Terms {
            b: met.from,
            columns: outputs,
            counts: [met.lines, 1, met.width],
            step,
            run: 0,
            line: line.wrapping_sub(met.width * step),
            skipped: (right - met.width) * outputs,
        };
        let to = back.weight.cast_mut().wrapping_add(cell * channels * outputs);
        let places = Places {
            lines: 1,
            width: channels,
            from: met.to.cast_const(),
            from_steps: [1, 0],
            to,
            to_steps: [outputs, 0],
            joined: false,
        };
        // SAFETY: as the caller promises.
        unsafe { sums(&terms, &places, &Ends::Move { factor }) }
    }
}

#[inline(always)]
unsafe fn weight_by_patches(back: Through, factor: f32, sums: Sums) {
    patches!(back; rows, columns, pixels => {
        let ([_, width, channels], [_, right, outputs], window) =
            (back.geometry.input, back.geometry.output, &back.geometry.window);
        let [step, line] = pixels.from_steps;
        let terms = Terms {
            b: pixels.to.cast_const(),
            columns: outputs,
            counts: [pixels.lines, 1, pixels.width],
            step,
            run: 0,
            line: line.wrapping_sub(pixels.width * step),
            skipped: (right - pixels.width) * outputs,
        };
        // Rows of the weight for cells that are neighbours are one line.
        let apart = window.dilation[1];
        let [runs, cells] = if apart == 1 { [1, columns.cells] } else { [columns.cells, 1] };
        for run in 0..runs {
            let cell = rows.first * window.size[1] + columns.first + run;
            let places = Places {
                lines: rows.cells,
                width: cells * channels,
                from: pixels.from.wrapping_add(run * apart * channels),
                from_steps: [1, window.dilation[0] * width * channels],
                to: back.weight.cast_mut().wrapping_add(cell * channels * outputs),
                to_steps: [outputs, window.size[1] * channels * outputs],
                joined: true,
            };
            // SAFETY: as the caller promises.
            unsafe { sums(&terms, &places, &Ends::Move { factor }) }
        }
    });
}

/// `bias[o] += factor · Σ out[y][x][o]`, image by image; pixels take turns in four sums.
///
/// # Safety
/// As [`forward`].
#[inline(always)]
pub unsafe fn bias<V: Vector>(back: Through, factor: f32) {
    // SAFETY: as the caller promises; what has the instructions of a vector has those of half of it.
    unsafe {
        if V::Half::LANES < V::LANES && back.geometry.output[2] <= V::Half::LANES {
            bias_by_images::<V::Half>(back, factor);
        } else {
            bias_by_images::<V>(back, factor);
        }
    }
}

#[inline(always)]
unsafe fn bias_by_images<V: Vector>(back: Through, factor: f32) {
    let [down, right, outputs] = back.geometry.output;
    // SAFETY: as the caller promises.
    unsafe {
        for image in 0..back.images {
            let mut at = 0;
            while at < outputs {
                let from = back.out.wrapping_add(image * down * right * outputs + at).cast_const();
                let (to, left) = (back.bias.cast_mut().wrapping_add(at), outputs - at);
                if left < V::LANES {
                    let mask = V::mask(left);
                    let sum = sum_of_rows::<V, 4, true>(from, down * right, outputs, mask);
                    V::splat(factor).mul_add(sum, V::load_some(to, mask)).store_some(to, mask);
                } else {
                    let sum = sum_of_rows::<V, 4, false>(from, down * right, outputs, V::mask(V::LANES));
                    V::splat(factor).mul_add(sum, V::load(to)).store(to);
                }
                at += V::LANES;
            }
        }
    }
}

#[inline(always)]
unsafe fn sum_of_rows<V: Vector, const PARTS: usize, const MASKED: bool>(
    from: *const f32,
    rows: usize,
    columns: usize,
    mask: V::Mask,
) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let (mut sums, mut from, mut left) = ([V::zero(); PARTS], from, rows);
        while left >= PARTS {
            each!(part in PARTS, true => {
                let [row] = vectors::<V, 1, MASKED>(from.wrapping_add(part * columns), mask);
                sums[part] = sums[part].add(row);
            });
            from = from.wrapping_add(PARTS * columns);
            left -= PARTS;
        }
        each!(part in PARTS, true => {
            if part < left {
                let [row] = vectors::<V, 1, MASKED>(from.wrapping_add(part * columns), mask);
                sums[part] = sums[part].add(row);
            }
        });
        sums[0].add(sums[1]).add(sums[2].add(sums[3]))
    }
}

/// Channels and outputs whose weights are turned at a time, so that vectors run over channels.
const STRIP: usize = 64;

/// How many weights that are.
const TURNED: usize = STRIP * STRIP;

/// `x[…][c] = Σ weight[ky][kx][c][o] · out[y][x][o]`, where `x` and `out` are the gradients by what came in and by what came out: cell by
/// cell of the window, each for all pixels that it meets.
///
/// # Safety
/// As [`forward`]; `x` is written.
#[inline(always)]
pub unsafe fn input(back: Through, sums: Sums) {
    let ([height, width, channels], outputs) = (back.geometry.input, back.geometry.output[2]);
    let cells = back.geometry.window.size[0] * back.geometry.window.size[1];
    // SAFETY: as the caller promises; as many weights are turned as there is place for.
    unsafe {
        back.x.cast_mut().write_bytes(0, back.images * height * width * channels);
        let mut turned = [const { MaybeUninit::<f32>::uninit() }; TURNED];
        let turned = turned.as_mut_ptr().cast::<f32>();
        let mut channel = 0;
        while channel < channels {
            let now = (channels - channel).min(STRIP);
            let strip = outputs.min(STRIP);
            let group = TURNED / (now * strip).max(1);
            let mut output = 0;
            while output < outputs {
                let strip = strip.min(outputs - output);
                let mut cell = 0;
                while cell < cells {
                    let group = group.min(cells - cell);
                    for at in 0..group {
                        let from = back.weight.add(((cell + at) * channels + channel) * outputs + output);
                        turn(from, outputs, turned.add(at * strip * now), [now, strip]);
                    }
                    for image in 0..back.images {
                        for at in 0..group {
                            let b = turned.add(at * strip * now).cast_const();
                            let counts = [1, 1, strip];
                            let terms = Terms { b, columns: now, counts, step: 1, run: 0, line: 0, skipped: 0 };
                            let places = met(&back, image, cell + at, channel, output);
                            sums(&terms, &places.turned(), &Ends::GoOn);
                        }
                    }
                    cell += group;
                }
                output += strip;
            }
            channel += now;
        }
    }
}

/// `to[o][c] = from[c][o]`, for so many channels and outputs.
#[inline(always)]
unsafe fn turn(from: *const f32, step: usize, to: *mut f32, [channels, outputs]: [usize; 2]) {
    for channel in 0..channels {
        for output in 0..outputs {
            // SAFETY: as the caller promises.
            unsafe { *to.add(output * channels + channel) = *from.add(channel * step + output) };
        }
    }
}

/// The pixels that go out where a cell of the window meets a pixel of the image, from an output on; and that, from a channel on.
#[inline(always)]
fn met(back: &Through, image: usize, cell: usize, channel: usize, output: usize) -> Places {
    let geometry = &back.geometry;
    let ([height, width, channels], [down, right, outputs]) = (geometry.input, geometry.output);
    let (window, across) = (&geometry.window, geometry.window.size[1].max(1));
    let cell = [cell / across, cell % across];
    let (mut first, mut end) = ([0; 2], [down, right]);
    for axis in 0..2 {
        while first[axis] < end[axis] && geometry.seen(axis, first[axis], cell[axis]).is_none() {
            first[axis] += 1;
        }
        while first[axis] < end[axis] && geometry.seen(axis, end[axis] - 1, cell[axis]).is_none() {
            end[axis] -= 1;
        }
    }
    let [row, column] = [0, 1].map(|axis| geometry.seen(axis, first[axis], cell[axis]).unwrap_or(0));
    let pixel = (image * down + first[0]) * right + first[1];
    let seen = (image * height + row) * width + column;
    Places {
        lines: end[0] - first[0],
        width: end[1] - first[1],
        from: back.out.wrapping_add(pixel * outputs + output).cast_const(),
        from_steps: [outputs, right * outputs],
        to: back.x.cast_mut().wrapping_add(seen * channels + channel),
        to_steps: [window.stride[1] * channels, window.stride[0] * width * channels],
        joined: false,
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
