//! The dense layer on its way back: gradients by inputs, weights and bias, and steps of descent.

use super::forward::vectors;
use super::vector::Vector;
use crate::kernel::small::each;

/// A dense layer in memory, and rows on their way back through it.
#[derive(Clone, Copy)]
pub struct Back {
    /// `[input][output]`: the weight, or its gradient.
    pub weight: *mut f32,
    pub inputs: usize,
    pub outputs: usize,
    /// `[row][input]`
    pub x: *const f32,
    pub rows: usize,
    /// `[row][output]`
    pub grad_out: *const f32,
    /// `[row][input]`, or null where it is not wanted.
    pub grad_x: *mut f32,
    /// Of descent.
    pub rate: f32,
    /// The gradient by the weight is set by these rows, not added to.
    pub first: bool,
}

impl Back {
    /// Without its first rows.
    #[inline(always)]
    fn after(self, rows: usize) -> Self {
        Back {
            x: self.x.wrapping_add(rows * self.inputs),
            grad_out: self.grad_out.wrapping_add(rows * self.outputs),
            grad_x: self.grad_x.wrapping_add(rows * self.inputs),
            rows: self.rows - rows,
            first: false,
            ..self
        }
    }
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`, for `ROWS` rows and `INPUTS` inputs at a time, whose product is the lanes of a
/// vector, or for one row and `LONE` inputs: so many sums run side by side, and are folded into one vector at once.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn input<V: Vector, const ROWS: usize, const INPUTS: usize, const LONE: usize>(back: Back) {
    // SAFETY: as the caller promises; what is cut off below is a part of that.
    unsafe {
        let mut back = back;
        if back.outputs == 1 {
            while back.rows > 0 {
                scaled::<V>(back.weight, *back.grad_out, back.grad_x, back.inputs);
                back = back.after(1);
            }
            return;
        }
        while back.rows >= ROWS && back.inputs >= INPUTS {
            let mut at = 0;
            while at < back.inputs {
                // The last tile begins earlier: what it computes once more is the same.
                at = at.min(back.inputs - INPUTS);
                dots::<V, ROWS, INPUTS>(back, at);
                at += INPUTS;
            }
            back = back.after(ROWS);
        }
        while back.rows > 0 {
            let mut at = 0;
            while at < back.inputs && back.inputs >= LONE {
                at = at.min(back.inputs - LONE);
                dots::<V, 1, LONE>(back, at);
                at += LONE;
            }
            while at < back.inputs {
                dots::<V, 1, 1>(back, at);
                at += 1;
            }
            back = back.after(1);
        }
    }
}

/// `to = from · factor`
#[inline(always)]
unsafe fn scaled<V: Vector>(from: *const f32, factor: f32, to: *mut f32, n: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let (factor, mut at) = (V::splat(factor), 0);
        while n - at >= V::LANES {
            V::load(from.add(at)).mul(factor).store(to.add(at));
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            V::load_some(from.add(at), mask).mul(factor).store_some(to.add(at), mask);
        }
    }
}

/// The gradients by `INPUTS` inputs from `at` on.
#[inline(always)]
unsafe fn dots<V: Vector, const ROWS: usize, const INPUTS: usize>(back: Back, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let outputs = back.outputs;
        let mut sums = [[V::zero(); INPUTS]; ROWS];
        let (mut weight, mut grad_out, mut left) = (back.weight.add(at * outputs).cast_const(), back.grad_out, outputs);
        while left >= V::LANES {
            let mut gradients = [V::zero(); ROWS];
            each!(row in ROWS, true => { gradients[row] = V::load(grad_out.wrapping_add(row * outputs)); });
            each!(input in INPUTS, true => {
                let weights = V::load(weight.wrapping_add(input * outputs));
                each!(row in ROWS, true => { sums[row][input] = weights.mul_add(gradients[row], sums[row][input]); });
            });
            weight = weight.wrapping_add(V::LANES);
            grad_out = grad_out.wrapping_add(V::LANES);
            left -= V::LANES;
        }
        if left > 0 {
            let mask = V::mask(left);
            let mut gradients = [V::zero(); ROWS];
            each!(row in ROWS, true => {
                gradients[row] = V::load_some(grad_out.wrapping_add(row * outputs), mask);
            });
            each!(input in INPUTS, true => {
                let weights = V::load_some(weight.wrapping_add(input * outputs), mask);
                each!(row in ROWS, true => { sums[row][input] = weights.mul_add(gradients[row], sums[row][input]); });
            });
        }
        let folded = folded(sums.as_flattened());
        each!(row in ROWS, true => {
            let (from, to) = (folded.as_ptr().add(row * INPUTS), back.grad_x.add(row * back.inputs + at));
            core::ptr::copy_nonoverlapping(from, to, INPUTS);
        });
    }
}

/// The sums of the lanes of every vector; each the same tree, however many there are.
#[inline(always)]
unsafe fn folded<V: Vector>(sums: &[V]) -> [f32; 16] {
    // SAFETY: as the caller promises.
    unsafe {
        let mut to = [0.0; 16];
        let folded = if sums.len() >= 4 {
            V::fold(sums)
        } else {
            let mut four = [V::zero(); 4];
            for (four, &sum) in four.iter_mut().zip(sums) {
                *four = sum;
            }
            V::fold(&four)
        };
        folded.store(to.as_mut_ptr());
        to
    }
}

/// Numbers of a weight that stays near the processor, so that it may be walked through column by column.
const NEAR: usize = 8192;

/// `weight[i][o] += Σᵣ x[r][i] · grad_out[r][o]` (`=` for the first rows), where `weight` is the gradient by the weight, for `ROWS` rows of the batch at a
/// time. A large one is walked along in the order of memory, `INPUTS` of its rows at a time, or `LONE` for a single row of the
/// batch; a small one in columns of up to `VECTORS` vectors, whose gradients by outputs are loaded but once.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn weight<V: Vector, const ROWS: usize, const INPUTS: usize, const LONE: usize, const VECTORS: usize>(
    back: Back,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut back = back;
        if back.outputs == 1 {
            while back.rows > 0 {
                if back.first {
                    scaled::<V>(back.x, *back.grad_out, back.weight, back.inputs);
                } else {
                    moved::<V>(back.weight, back.x, *back.grad_out, back.inputs);
                }
                back = back.after(1);
            }
            return;
        }
        while back.rows >= ROWS {
            if back.inputs * back.outputs > NEAR {
                weight_rows::<V, ROWS, INPUTS>(back);
            } else {
                weight_columns::<V, ROWS, VECTORS>(back);
            }
            back = back.after(ROWS);
        }
        while back.rows > 0 {
            weight_rows::<V, 1, LONE>(back);
            back = back.after(1);
        }
    }
}

#[inline(always)]
unsafe fn weight_columns<V: Vector, const ROWS: usize, const VECTORS: usize>(back: Back) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while at < back.outputs {
            let now = match (back.outputs - at).div_ceil(V::LANES) {
                1 => 1,
                2 | 4 => 2,
                _ => VECTORS,
            };
            match now {
                1 => column_tile::<V, ROWS, 1>(back, at),
                2 => column_tile::<V, ROWS, 2>(back, at),
                _ => column_tile::<V, ROWS, VECTORS>(back, at),
            }
            at += now * V::LANES;
        }
    }
}

#[inline(always)]
unsafe fn column_tile<V: Vector, const ROWS: usize, const VECTORS: usize>(back: Back, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let last = back.outputs - at - (VECTORS - 1) * V::LANES;
        if last < V::LANES {
            masked_column_tile::<V, ROWS, VECTORS, true>(back, at, V::mask(last));
        } else {
            masked_column_tile::<V, ROWS, VECTORS, false>(back, at, V::mask(V::LANES));
        }
    }
}

#[inline(always)]
unsafe fn masked_column_tile<V: Vector, const ROWS: usize, const VECTORS: usize, const MASKED: bool>(
    back: Back,
    at: usize,
    mask: V::Mask,
) {
    // SAFETY: as the caller promises.
    unsafe {
        let (inputs, outputs) = (back.inputs, back.outputs);
        let mut gradients = [[V::zero(); VECTORS]; ROWS];
        each!(row in ROWS, true => {
            gradients[row] = vectors::<V, VECTORS, MASKED>(back.grad_out.add(row * outputs + at), mask);
        });
        let (mut weight, mut x) = (back.weight.add(at), back.x);
        for _ in 0..inputs {
            let mut sums = if back.first { [V::zero(); VECTORS] } else { vectors::<V, VECTORS, MASKED>(weight, mask) };
            each!(row in ROWS, true => {
                let x = V::splat(*x.wrapping_add(row * inputs));
                each!(vector in VECTORS, true => {
                    sums[vector] = x.mul_add(gradients[row][vector], sums[vector]);
                });
            });
            each!(vector in VECTORS, true => {
                let to = weight.add(vector * V::LANES);
                if MASKED && vector == VECTORS - 1 { sums[vector].store_some(to, mask) } else { sums[vector].store(to) }
            });
            weight = weight.wrapping_add(outputs);
            x = x.wrapping_add(1);
        }
    }
}

#[inline(always)]
unsafe fn weight_rows<V: Vector, const ROWS: usize, const INPUTS: usize>(back: Back) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while back.inputs - at >= INPUTS {
            weight_tile::<V, ROWS, INPUTS>(back, at);
            at += INPUTS;
        }
        while at < back.inputs {
            weight_tile::<V, ROWS, 1>(back, at);
            at += 1;
        }
    }
}

/// The gradients by the weights of `INPUTS` inputs from `at` on, which stay in registers.
#[inline(always)]
unsafe fn weight_tile<V: Vector, const ROWS: usize, const INPUTS: usize>(back: Back, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let outputs = back.outputs;
        let mut x = [[V::zero(); INPUTS]; ROWS];
        each!(row in ROWS, true => {
            let from = back.x.add(row * back.inputs + at);
            each!(input in INPUTS, true => { x[row][input] = V::splat(*from.add(input)); });
        });
        let (mut weight, mut grad_out, mut left) = (back.weight.add(at * outputs), back.grad_out, outputs);
        while left >= V::LANES {
            let mut sums = [V::zero(); INPUTS];
            if !back.first {
                each!(input in INPUTS, true => { sums[input] = V::load(weight.wrapping_add(input * outputs)); });
            }
            each!(row in ROWS, true => {
                let gradients = V::load(grad_out.wrapping_add(row * outputs));
                each!(input in INPUTS, true => { sums[input] = x[row][input].mul_add(gradients, sums[input]); });
            });
            each!(input in INPUTS, true => { sums[input].store(weight.wrapping_add(input * outputs)); });
            weight = weight.wrapping_add(V::LANES);
            grad_out = grad_out.wrapping_add(V::LANES);
            left -= V::LANES;
        }
        if left > 0 {
            let (mask, mut sums) = (V::mask(left), [V::zero(); INPUTS]);
            if !back.first {
                each!(input in INPUTS, true => {
                    sums[input] = V::load_some(weight.wrapping_add(input * outputs), mask);
                });
            }
            each!(row in ROWS, true => {
                let gradients = V::load_some(grad_out.wrapping_add(row * outputs), mask);
                each!(input in INPUTS, true => { sums[input] = x[row][input].mul_add(gradients, sums[input]); });
            });
            each!(input in INPUTS, true => { sums[input].store_some(weight.wrapping_add(input * outputs), mask); });
        }
    }
}

/// `to += from · factor`
#[inline(always)]
unsafe fn moved<V: Vector>(to: *mut f32, from: *const f32, factor: f32, n: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let (factor, mut at) = (V::splat(factor), 0);
        while n - at >= V::LANES {
            V::load(from.add(at)).mul_add(factor, V::load(to.add(at))).store(to.add(at));
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            let sum = V::load_some(from.add(at), mask).mul_add(factor, V::load_some(to.add(at), mask));
            sum.store_some(to.add(at), mask);
        }
    }
}

/// `bias[o] += Σᵣ grad_out[r][o]`, where `weight` is the gradient by the bias.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn bias<V: Vector>(back: Back) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while at < back.outputs {
            let left = back.outputs - at;
            let (bias, from) = (back.weight.add(at), back.grad_out.add(at));
            if left >= V::LANES {
                let mut sum = V::load(bias);
                for row in 0..back.rows {
                    sum = sum.add(V::load(from.add(row * back.outputs)));
                }
                sum.store(bias);
            } else {
                let mask = V::mask(left);
                let mut sum = V::load_some(bias, mask);
                for row in 0..back.rows {
                    sum = sum.add(V::load_some(from.add(row * back.outputs), mask));
                }
                sum.store_some(bias, mask);
            }
            at += V::LANES;
        }
    }
}

/// `grad_x` as [`input`] sets it where it is wanted, and `weight[i][o] −= rate · Σᵣ x[r][i] · grad_out[r][o]`: for one row in one pass
/// over the weights, `INPUTS` inputs at a time.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn descend<V: Vector, const INPUTS: usize>(back: Back) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut back = back;
        if !back.grad_x.is_null() && (back.rows > 1 || back.outputs == 1) {
            input::<V, 1, INPUTS, INPUTS>(back);
            back.grad_x = core::ptr::null_mut();
        }
        while back.rows > 0 {
            if back.outputs == 1 {
                moved::<V>(back.weight, back.x, -(back.rate * *back.grad_out), back.inputs);
            } else if back.grad_x.is_null() {
                descend_row::<V, INPUTS, false>(back);
            } else {
                descend_row::<V, INPUTS, true>(back);
            }
            back = Back { grad_x: back.grad_x, ..back.after(1) };
        }
    }
}

#[inline(always)]
unsafe fn descend_row<V: Vector, const INPUTS: usize, const DOTS: bool>(back: Back) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while back.inputs - at >= INPUTS {
            descend_tile::<V, INPUTS, DOTS>(back, at);
            at += INPUTS;
        }
        while at < back.inputs {
            descend_tile::<V, 1, DOTS>(back, at);
            at += 1;
        }
    }
}

#[inline(always)]
unsafe fn descend_tile<V: Vector, const INPUTS: usize, const DOTS: bool>(back: Back, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let outputs = back.outputs;
        let (mut sums, mut steps) = ([V::zero(); INPUTS], [V::zero(); INPUTS]);
        each!(input in INPUTS, true => { steps[input] = V::splat(back.rate * *back.x.add(at + input)); });
        let (mut weight, mut grad_out, mut left) = (back.weight.add(at * outputs), back.grad_out, outputs);
        while left >= V::LANES {
            let gradients = V::load(grad_out);
            each!(input in INPUTS, true => {
                let place = weight.wrapping_add(input * outputs);
                let weights = V::load(place);
                if DOTS {
                    sums[input] = weights.mul_add(gradients, sums[input]);
                }
                steps[input].mul_sub_from(gradients, weights).store(place);
            });
            weight = weight.wrapping_add(V::LANES);
            grad_out = grad_out.wrapping_add(V::LANES);
            left -= V::LANES;
        }
        if left > 0 {
            let mask = V::mask(left);
            let gradients = V::load_some(grad_out, mask);
            each!(input in INPUTS, true => {
                let place = weight.wrapping_add(input * outputs);
                let weights = V::load_some(place, mask);
                if DOTS {
                    sums[input] = weights.mul_add(gradients, sums[input]);
                }
                steps[input].mul_sub_from(gradients, weights).store_some(place, mask);
            });
        }
        if DOTS {
            core::ptr::copy_nonoverlapping(folded(&sums).as_ptr(), back.grad_x.add(at), INPUTS);
        }
    }
}
