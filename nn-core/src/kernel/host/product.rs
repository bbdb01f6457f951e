//! Products of matrices, `out[r][c] = start[r][c] + Σₖ a[r][k] · b[k][c]`: the dense layer forward, where `b` is its weight, and the
//! gradient by the weight, where `a` is the inputs on their side. Vectors run over columns, sums stay in registers while a tile runs
//! over the terms, and how a sum is ordered follows from the number of terms and columns alone: a block of rows gets the bits of
//! single rows.

use core::ptr::{null, null_mut};

use super::vector::{Vector, prefetch};
use crate::kernel::small::each;

/// What is multiplied, and where the result goes.
#[derive(Clone, Copy)]
pub struct Product {
    /// `[row][term]`, or `[term][row]` if it lies on its `SIDE`, which the compiler has to know.
    pub a: *const f32,
    /// Numbers from one row of that to the next.
    pub across: usize,
    /// How many there are to a sum: every `k`.
    pub terms: usize,
    /// `[term][column]`
    pub b: *const f32,
    pub columns: usize,
    /// What sums start from, which lies `start_row` numbers behind that of the row before; null for zero.
    pub start: *const f32,
    pub start_row: usize,
    pub rows: usize,
    /// `[row][column]`
    pub out: *mut f32,
    /// What comes out is at least that: a ReLU behind a layer, or −∞.
    pub floor: f32,
    /// What is asked for while tiles run over their terms, line by line, `ahead_row` numbers for each row: what comes next from far,
    /// or with zero for a row something that is near.
    pub ahead: *const f32,
    pub ahead_row: usize,
}

impl Product {
    /// Nothing.
    pub const NONE: Self = Product {
        a: null(),
        across: 0,
        terms: 0,
        b: null(),
        columns: 0,
        start: null(),
        start_row: 0,
        rows: 0,
        out: null_mut(),
        floor: f32::NEG_INFINITY,
        ahead: null(),
        ahead_row: 0,
    };

    /// Only the rows from `row` on.
    #[inline(always)]
    fn from<const SIDE: bool>(self, row: usize) -> Self {
        Product {
            a: self.a.wrapping_add(if SIDE { row } else { row * self.across }),
            start: if self.start.is_null() { self.start } else { self.start.wrapping_add(row * self.start_row) },
            out: self.out.wrapping_add(row * self.columns),
            ahead: self.ahead.wrapping_add(row * self.ahead_row),
            rows: self.rows - row,
            ..self
        }
    }
}

/// The product in tiles of `ROWS` rows, or of `FEW` where there are few columns: then the sums of one row run in parts. With `FEW` of
/// zero they never do, and are the same in however many products the terms are added.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes; `start` may be `out`.
#[inline(always)]
pub unsafe fn rows<V: Vector, const ROWS: usize, const FEW: usize, const SIDE: bool>(product: Product) {
    /// Terms that all sums take at once, if `b` comes from far: it is fetched once, in the order of memory.
    const STRIP: usize = 128;
    let far = product.columns > 2 * V::LANES && product.terms * product.columns > NEAR;
    let mut rest = product;
    loop {
        let terms = if far { rest.terms.min(STRIP) } else { rest.terms };
        if far {
            // The next strip, a part of it with each row.
            (rest.ahead, rest.ahead_row) =
                (rest.b.wrapping_add(terms * rest.columns), terms * rest.columns / rest.rows.max(1));
        }
        let floor = if terms == rest.terms { product.floor } else { f32::NEG_INFINITY };
        // SAFETY: as the caller promises.
        unsafe { tiles::<V, ROWS, FEW, SIDE>(Product { terms, floor, ..rest }) };
        if terms == rest.terms {
            return;
        }
        rest = Product {
            a: rest.a.wrapping_add(if SIDE { terms * rest.across } else { terms }),
            b: rest.b.wrapping_add(terms * rest.columns),
            terms: rest.terms - terms,
            start: rest.out,
            start_row: rest.columns,
            ..rest
        };
    }
}

/// All of a product, tile by tile.
#[inline(always)]
unsafe fn tiles<V: Vector, const ROWS: usize, const FEW: usize, const SIDE: bool>(product: Product) {
    // SAFETY: as the caller promises; what is cut off below is a part of that.
    unsafe {
        let few = FEW > 0 && product.columns <= 2 * V::LANES;
        let size = if few { FEW } else { ROWS };
        // The last tile begins earlier: what it computes once more is the same, unless it is added to what came before.
        let overlaps = product.rows >= size && !core::ptr::eq(product.start, product.out);
        let whole = if overlaps { product.rows } else { product.rows - product.rows % size };
        let mut row = 0;
        while row < whole {
            let (mut tile, mut column) = (product.from::<SIDE>(row.min(whole - size)), 0);
            while column < product.columns {
                let width = match (product.columns - column).div_ceil(V::LANES) {
                    1 => 1,
                    2 | 4 => 2,
                    _ => 3,
                };
                match width {
                    1 if few => self::tile::<V, FEW, 1, 4, false, SIDE>(tile, 0),
                    _ if few => self::tile::<V, FEW, 2, 2, false, SIDE>(tile, 0),
                    1 => self::tile::<V, ROWS, 1, 1, false, SIDE>(tile, column),
                    2 => self::tile::<V, ROWS, 2, 1, false, SIDE>(tile, column),
                    _ => self::tile::<V, ROWS, 3, 1, true, SIDE>(tile, column),
                }
                column += width * V::LANES;
                if tile.ahead_row > 0 {
                    tile.ahead = tile.ahead.wrapping_add(product.terms * LINE);
                }
            }
            row += size;
        }
        for rest in whole..product.rows {
            self::row::<V, false, FEW, SIDE>(product.from::<SIDE>(rest));
        }
    }
}

/// One row, in tiles of eight vectors, or of sixteen where registers are `MANY`.
///
/// # Safety
/// As [`rows`].
#[inline(always)]
pub unsafe fn row<V: Vector, const MANY: bool, const FEW: usize, const SIDE: bool>(product: Product) {
    // SAFETY: as the caller promises.
    unsafe {
        // Few columns have few sums, which wait for one another: the terms take turns in several.
        if FEW > 0 && product.columns <= V::LANES {
            return tile::<V, 1, 1, 4, false, SIDE>(product, 0);
        }
        if FEW > 0 && product.columns <= 2 * V::LANES {
            return tile::<V, 1, 2, 2, false, SIDE>(product, 0);
        }
        if product.terms * product.columns > NEAR {
            return stream::<V, 8, 2, SIDE>(product);
        }
        let mut at = 0;
        while at < product.columns {
            let now = match (product.columns - at).div_ceil(V::LANES) {
                left @ ..=8 => left,
                left @ ..=15 => left.div_ceil(2),
                _ if MANY => 16,
                _ => 8,
            };
            match now {
                1 => tile::<V, 1, 1, 1, false, SIDE>(product, at),
                2 => tile::<V, 1, 2, 1, false, SIDE>(product, at),
                3 => tile::<V, 1, 3, 1, false, SIDE>(product, at),
                4 => tile::<V, 1, 4, 1, false, SIDE>(product, at),
                5 => tile::<V, 1, 5, 1, false, SIDE>(product, at),
                6 => tile::<V, 1, 6, 1, false, SIDE>(product, at),
                7 => tile::<V, 1, 7, 1, false, SIDE>(product, at),
                16 if MANY => tile::<V, 1, 16, 1, false, SIDE>(product, at),
                _ => tile::<V, 1, 8, 1, false, SIDE>(product, at),
            }
            at += now * V::LANES;
        }
    }
}

/// Numbers of a line of memory.
const LINE: usize = 16;

/// Numbers of `b` that stay near the processor, so that it may be read in columns as wide as a tile.
pub const NEAR: usize = 192 * 1024;

/// One row through a `b` that comes from far: all columns of `TERMS` terms, then of the next, so that it is read in the order of
/// memory. Sums wait in the result, and are the same.
#[inline(always)]
unsafe fn stream<V: Vector, const TERMS: usize, const VECTORS: usize, const SIDE: bool>(product: Product) {
    // SAFETY: as the caller promises.
    unsafe {
        for at in 0..product.columns {
            *product.out.add(at) = if product.start.is_null() { 0.0 } else { *product.start.add(at) };
        }
        let mut at = 0;
        while product.terms - at >= TERMS {
            streamed::<V, TERMS, VECTORS, SIDE>(product, at);
            at += TERMS;
        }
        while at < product.terms {
            streamed::<V, 1, VECTORS, SIDE>(product, at);
            at += 1;
        }
        if product.floor > f32::NEG_INFINITY {
            let (floor, mut at) = (V::splat(product.floor), 0);
            while at < product.columns {
                let (out, mask) = (product.out.add(at), V::mask((product.columns - at).min(V::LANES)));
                floor.larger(V::load_some(out, mask)).store_some(out, mask);
                at += V::LANES;
            }
        }
    }
}

/// What `TERMS` terms from `at` on add to the sums.
#[inline(always)]
unsafe fn streamed<V: Vector, const TERMS: usize, const VECTORS: usize, const SIDE: bool>(product: Product, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let (columns, step) = (product.columns, if SIDE { product.across } else { 1 });
        let (mut b, mut out, mut left) = (product.b.add(at * columns), product.out, columns);
        let mut a = [V::zero(); TERMS];
        each!(term in TERMS, true => { a[term] = V::splat(*product.a.add((at + term) * step)); });
        while left >= VECTORS * V::LANES {
            let mut sums = vectors::<V, VECTORS, false>(out, V::mask(V::LANES));
            each!(term in TERMS, true => {
                let b = vectors::<V, VECTORS, false>(b.wrapping_add(term * columns), V::mask(V::LANES));
                each!(vector in VECTORS, true => { sums[vector] = a[term].mul_add(b[vector], sums[vector]); });
            });
            each!(vector in VECTORS, true => { sums[vector].store(out.add(vector * V::LANES)); });
            (b, out) = (b.wrapping_add(VECTORS * V::LANES), out.wrapping_add(VECTORS * V::LANES));
            left -= VECTORS * V::LANES;
        }
        while left > 0 {
            let now = if left < V::LANES { left } else { V::LANES };
            let mask = V::mask(now);
            let mut sum = V::load_some(out, mask);
            each!(term in TERMS, true => {
                sum = a[term].mul_add(V::load_some(b.wrapping_add(term * columns), mask), sum);
            });
            sum.store_some(out, mask);
            (b, out, left) = (b.wrapping_add(now), out.wrapping_add(now), left - now);
        }
    }
}

/// `VECTORS` vectors of columns from `at` on, of which the last may be cut off by the end of the row. Asks for what is `AHEAD`.
#[inline(always)]
unsafe fn tile<
    V: Vector,
    const ROWS: usize,
    const VECTORS: usize,
    const PARTS: usize,
    const AHEAD: bool,
    const SIDE: bool,
>(
    product: Product,
    at: usize,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let last = product.columns - at - (VECTORS - 1) * V::LANES;
        if last < V::LANES || V::MASKS_ARE_FREE {
            let mask = V::mask(if last < V::LANES { last } else { V::LANES });
            masked_tile::<V, ROWS, VECTORS, PARTS, AHEAD, SIDE, true>(product, at, mask);
        } else {
            masked_tile::<V, ROWS, VECTORS, PARTS, AHEAD, SIDE, false>(product, at, V::mask(V::LANES));
        }
    }
}

#[inline(always)]
unsafe fn masked_tile<
    V: Vector,
    const ROWS: usize,
    const VECTORS: usize,
    const PARTS: usize,
    const AHEAD: bool,
    const SIDE: bool,
    const MASKED: bool,
>(
    product: Product,
    at: usize,
    mask: V::Mask,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let columns = product.columns;
        let (across, step) = if SIDE { (1, product.across) } else { (product.across, 1) };
        let mut sums = [[[V::zero(); VECTORS]; ROWS]; PARTS];
        if !product.start.is_null() {
            each!(row in ROWS, true => {
                sums[0][row] = vectors::<V, VECTORS, MASKED>(product.start.add(row * product.start_row + at), mask);
            });
        }
        let (mut a, mut b, mut left) = (product.a, product.b.add(at), product.terms);
        let mut ahead = product.ahead;
        while left >= PARTS {
            if AHEAD {
                prefetch(ahead);
                ahead = ahead.wrapping_add(LINE);
            }
            each!(part in PARTS, true => {
                let b = vectors::<V, VECTORS, MASKED>(b.wrapping_add(part * columns), mask);
                meet(&mut sums[part], b, a.wrapping_add(part * step), across);
            });
            a = a.wrapping_add(PARTS * step);
            b = b.wrapping_add(PARTS * columns);
            left -= PARTS;
        }
        each!(part in PARTS, true => {
            if part < left {
                let b = vectors::<V, VECTORS, MASKED>(b.wrapping_add(part * columns), mask);
                meet(&mut sums[part], b, a.wrapping_add(part * step), across);
            }
        });
        let floor = V::splat(product.floor);
        each!(row in ROWS, true => {
            let out = product.out.add(row * columns + at);
            each!(vector in VECTORS, true => {
                let mut sum = sums[0][row][vector];
                if PARTS == 2 {
                    sum = sum.add(sums[1 % PARTS][row][vector]);
                }
                if PARTS == 4 {
                    let rest = sums[2 % PARTS][row][vector].add(sums[3 % PARTS][row][vector]);
                    sum = sum.add(sums[1 % PARTS][row][vector]).add(rest);
                }
                sum = floor.larger(sum);
                if MASKED && vector == VECTORS - 1 {
                    sum.store_some(out.add(vector * V::LANES), mask);
                } else {
                    sum.store(out.add(vector * V::LANES));
                }
            });
        });
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
            let from = from.add(vector * V::LANES);
            vectors[vector] = if MASKED && vector == VECTORS - 1 { V::load_some(from, mask) } else { V::load(from) };
        });
        vectors
    }
}

/// A term of every row meets its row of `b`.
#[inline(always)]
unsafe fn meet<V: Vector, const ROWS: usize, const VECTORS: usize>(
    sums: &mut [[V; VECTORS]; ROWS],
    b: [V; VECTORS],
    a: *const f32,
    across: usize,
) {
    // SAFETY: as the caller promises.
    unsafe {
        each!(row in ROWS, true => {
            let a = V::splat(*a.wrapping_add(row * across));
            each!(vector in VECTORS, true => { sums[row][vector] = a.mul_add(b[vector], sums[row][vector]); });
        });
    }
}

/// One column, which lies in memory like the rows of `a`, whose terms are neighbours.
///
/// # Safety
/// As [`rows`].
#[inline(always)]
pub unsafe fn column<V: Vector>(product: Product) {
    // SAFETY: as the caller promises.
    unsafe {
        let start = if product.start.is_null() { 0.0 } else { *product.start };
        for row in 0..product.rows {
            let sum = start + dot::<V, 4>(product.a.add(row * product.across), product.b, product.terms);
            *product.out.add(row) = if sum < product.floor { product.floor } else { sum };
        }
    }
}

/// `Σ a · b` of `n` numbers, in the lanes of four vectors, which are `PARTS`.
#[inline(always)]
unsafe fn dot<V: Vector, const PARTS: usize>(a: *const f32, b: *const f32, n: usize) -> f32 {
    // SAFETY: as the caller promises.
    unsafe {
        let (mut sums, mut at) = ([V::zero(); PARTS], 0);
        while n - at >= PARTS * V::LANES {
            each!(part in PARTS, true => {
                let at = at + part * V::LANES;
                sums[part] = V::load(a.add(at)).mul_add(V::load(b.add(at)), sums[part]);
            });
            at += PARTS * V::LANES;
        }
        while n - at >= V::LANES {
            sums[0] = V::load(a.add(at)).mul_add(V::load(b.add(at)), sums[0]);
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            sums[1] = V::load_some(a.add(at), mask).mul_add(V::load_some(b.add(at), mask), sums[1]);
        }
        sums[0].add(sums[1]).add(sums[2].add(sums[3])).sum()
    }
}
