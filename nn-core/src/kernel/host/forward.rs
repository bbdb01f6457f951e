//! The dense layer forward. Vectors run over outputs, sums stay in registers while a tile runs over the inputs, and how a sum is
//! ordered follows from the number of inputs and outputs alone: a block of rows gets the bits of single rows.

use super::vector::Vector;
use crate::kernel::small::each;

/// A dense layer in memory, and rows that run through it.
#[derive(Clone, Copy)]
pub struct Dense {
    /// `[input][output]`
    pub weight: *const f32,
    /// One per output, or null.
    pub bias: *const f32,
    pub inputs: usize,
    pub outputs: usize,
    /// `[row][input]`
    pub x: *const f32,
    pub rows: usize,
    /// `[row][output]`
    pub out: *mut f32,
}

/// `out[r][o] = bias[o] + Σᵢ x[r][i] · weight[i][o]`, in tiles of `ROWS` rows, or of `FEW` where sums of one row run in parts.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn rows<V: Vector, const ROWS: usize, const FEW: usize>(dense: Dense) {
    // SAFETY: as the caller promises; what is cut off below is a part of that.
    unsafe {
        let (mut dense, most) = (dense, if dense.outputs <= 2 * V::LANES { FEW } else { ROWS });
        while dense.rows >= most {
            if dense.outputs <= V::LANES {
                tile::<V, FEW, 1, 4>(dense, 0);
            } else if dense.outputs <= 2 * V::LANES {
                tile::<V, FEW, 2, 2>(dense, 0);
            } else {
                block::<V, ROWS>(dense);
            }
            dense = dense.after(most);
        }
        while dense.rows > 0 {
            row::<V, false>(dense);
            dense = dense.after(1);
        }
    }
}

impl Dense {
    /// Without its first rows.
    #[inline(always)]
    unsafe fn after(self, rows: usize) -> Self {
        // SAFETY: as the caller promises.
        unsafe {
            let (x, out) = (self.x.add(rows * self.inputs), self.out.add(rows * self.outputs));
            Dense { x, out, rows: self.rows - rows, ..self }
        }
    }
}

/// So many rows, in tiles of three vectors, but none of one where two of two do.
#[inline(always)]
unsafe fn block<V: Vector, const ROWS: usize>(dense: Dense) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while at < dense.outputs {
            let now = match (dense.outputs - at).div_ceil(V::LANES) {
                1 => 1,
                2 | 4 => 2,
                _ => 3,
            };
            match now {
                1 => tile::<V, ROWS, 1, 1>(dense, at),
                2 => tile::<V, ROWS, 2, 1>(dense, at),
                _ => tile::<V, ROWS, 3, 1>(dense, at),
            }
            at += now * V::LANES;
        }
    }
}

/// One row, in tiles of eight vectors, or of sixteen where registers are `MANY`.
///
/// # Safety
/// As [`rows`].
#[inline(always)]
pub unsafe fn row<V: Vector, const MANY: bool>(dense: Dense) {
    // SAFETY: as the caller promises.
    unsafe {
        // Few outputs have few sums, which wait for one another: the inputs take turns in several.
        if dense.outputs <= V::LANES {
            return tile::<V, 1, 1, 4>(dense, 0);
        }
        if dense.outputs <= 2 * V::LANES {
            return tile::<V, 1, 2, 2>(dense, 0);
        }
        if dense.inputs * dense.outputs > NEAR {
            return stream::<V, 8, 2>(dense);
        }
        let mut at = 0;
        while at < dense.outputs {
            let now = match (dense.outputs - at).div_ceil(V::LANES) {
                left @ ..=8 => left,
                left @ ..=15 => left.div_ceil(2),
                _ if MANY => 16,
                _ => 8,
            };
            match now {
                1 => tile::<V, 1, 1, 1>(dense, at),
                2 => tile::<V, 1, 2, 1>(dense, at),
                3 => tile::<V, 1, 3, 1>(dense, at),
                4 => tile::<V, 1, 4, 1>(dense, at),
                5 => tile::<V, 1, 5, 1>(dense, at),
                6 => tile::<V, 1, 6, 1>(dense, at),
                7 => tile::<V, 1, 7, 1>(dense, at),
                16 if MANY => tile::<V, 1, 16, 1>(dense, at),
                _ => tile::<V, 1, 8, 1>(dense, at),
            }
            at += now * V::LANES;
        }
    }
}

/// Numbers of a weight that stays near the processor, so that it may be read in columns as wide as a tile.
const NEAR: usize = 192 * 1024;

/// One row through a weight that comes from far: all outputs of `INPUTS` inputs, then of the next, so that the weight is read in the
/// order of memory. Sums wait in the output, and are the same.
#[inline(always)]
unsafe fn stream<V: Vector, const INPUTS: usize, const VECTORS: usize>(dense: Dense) {
    // SAFETY: as the caller promises.
    unsafe {
        for at in 0..dense.outputs {
            *dense.out.add(at) = if dense.bias.is_null() { 0.0 } else { *dense.bias.add(at) };
        }
        let mut at = 0;
        while dense.inputs - at >= INPUTS {
            streamed::<V, INPUTS, VECTORS>(dense, at);
            at += INPUTS;
        }
        while at < dense.inputs {
            streamed::<V, 1, VECTORS>(dense, at);
            at += 1;
        }
    }
}

/// What `INPUTS` inputs from `at` on add to the sums.
#[inline(always)]
unsafe fn streamed<V: Vector, const INPUTS: usize, const VECTORS: usize>(dense: Dense, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let (mut weight, mut out, mut left) = (dense.weight.add(at * dense.outputs), dense.out, dense.outputs);
        let mut x = [V::zero(); INPUTS];
        each!(input in INPUTS, true => { x[input] = V::splat(*dense.x.add(at + input)); });
        while left >= VECTORS * V::LANES {
            let mut sums = vectors::<V, VECTORS, false>(out, V::mask(V::LANES));
            each!(input in INPUTS, true => {
                let weights = vectors::<V, VECTORS, false>(weight.wrapping_add(input * dense.outputs), V::mask(V::LANES));
                each!(vector in VECTORS, true => { sums[vector] = x[input].mul_add(weights[vector], sums[vector]); });
            });
            each!(vector in VECTORS, true => { sums[vector].store(out.add(vector * V::LANES)); });
            (weight, out) = (weight.wrapping_add(VECTORS * V::LANES), out.wrapping_add(VECTORS * V::LANES));
            left -= VECTORS * V::LANES;
        }
        while left > 0 {
            let now = if left < V::LANES { left } else { V::LANES };
            let mask = V::mask(now);
            let mut sum = V::load_some(out, mask);
            each!(input in INPUTS, true => {
                sum = x[input].mul_add(V::load_some(weight.wrapping_add(input * dense.outputs), mask), sum);
            });
            sum.store_some(out, mask);
            (weight, out, left) = (weight.wrapping_add(now), out.wrapping_add(now), left - now);
        }
    }
}

/// `VECTORS` vectors of outputs from `at` on, of which the last may be cut off by the end of the row.
#[inline(always)]
unsafe fn tile<V: Vector, const ROWS: usize, const VECTORS: usize, const PARTS: usize>(dense: Dense, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let last = dense.outputs - at - (VECTORS - 1) * V::LANES;
        if last < V::LANES || V::MASKS_ARE_FREE {
            let mask = V::mask(if last < V::LANES { last } else { V::LANES });
            masked_tile::<V, ROWS, VECTORS, PARTS, true>(dense, at, mask);
        } else {
            masked_tile::<V, ROWS, VECTORS, PARTS, false>(dense, at, V::mask(V::LANES));
        }
    }
}

#[inline(always)]
unsafe fn masked_tile<V: Vector, const ROWS: usize, const VECTORS: usize, const PARTS: usize, const MASKED: bool>(
    dense: Dense,
    at: usize,
    mask: V::Mask,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let (inputs, outputs) = (dense.inputs, dense.outputs);
        let mut sums = [[[V::zero(); VECTORS]; ROWS]; PARTS];
        if !dense.bias.is_null() {
            let bias = vectors::<V, VECTORS, MASKED>(dense.bias.add(at), mask);
            each!(row in ROWS, true => { sums[0][row] = bias; });
        }
        let (mut weight, mut x, mut left) = (dense.weight.add(at), dense.x, inputs);
        while left >= PARTS {
            each!(part in PARTS, true => {
                let weights = vectors::<V, VECTORS, MASKED>(weight.wrapping_add(part * outputs), mask);
                meet(&mut sums[part], weights, x.wrapping_add(part), inputs);
            });
            weight = weight.wrapping_add(PARTS * outputs);
            x = x.wrapping_add(PARTS);
            left -= PARTS;
        }
        each!(part in PARTS, true => {
            if part < left {
                let weights = vectors::<V, VECTORS, MASKED>(weight.wrapping_add(part * outputs), mask);
                meet(&mut sums[part], weights, x.wrapping_add(part), inputs);
            }
        });
        each!(row in ROWS, true => {
            let out = dense.out.add(row * outputs + at);
            each!(vector in VECTORS, true => {
                let mut sum = sums[0][row][vector];
                if PARTS == 2 {
                    sum = sum.add(sums[1 % PARTS][row][vector]);
                }
                if PARTS == 4 {
                    let rest = sums[2 % PARTS][row][vector].add(sums[3 % PARTS][row][vector]);
                    sum = sum.add(sums[1 % PARTS][row][vector]).add(rest);
                }
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
pub unsafe fn vectors<V: Vector, const VECTORS: usize, const MASKED: bool>(
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

/// An input of every row meets its weights.
#[inline(always)]
unsafe fn meet<V: Vector, const ROWS: usize, const VECTORS: usize>(
    sums: &mut [[V; VECTORS]; ROWS],
    weights: [V; VECTORS],
    x: *const f32,
    inputs: usize,
) {
    // SAFETY: as the caller promises.
    unsafe {
        each!(row in ROWS, true => {
            let x = V::splat(*x.wrapping_add(row * inputs));
            each!(vector in VECTORS, true => {
                sums[row][vector] = x.mul_add(weights[vector], sums[row][vector]);
            });
        });
    }
}

/// One output, whose weights lie in memory like a row of inputs.
///
/// # Safety
/// As [`rows`].
#[inline(always)]
pub unsafe fn column<V: Vector>(dense: Dense) {
    // SAFETY: as the caller promises.
    unsafe {
        let bias = if dense.bias.is_null() { 0.0 } else { *dense.bias };
        for row in 0..dense.rows {
            let sum = dot::<V, 4>(dense.x.add(row * dense.inputs), dense.weight, dense.inputs);
            *dense.out.add(row) = bias + sum;
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
