//! The dense layer on its way back: gradients by inputs, weights and bias, and steps of descent.

use core::ptr::null;

use super::product::{self, Product};
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
        if back.rows >= ROWS && back.inputs >= INPUTS {
            let mut at = 0;
            while at < back.inputs {
                // The last tile begins earlier: what it computes once more is the same. The weights of a tile meet all rows.
                at = at.min(back.inputs - INPUTS);
                let mut rows = back;
                while rows.rows >= ROWS {
                    dots::<V, ROWS, INPUTS>(rows, at);
                    rows = rows.after(ROWS);
                }
                at += INPUTS;
            }
            back = back.after(back.rows - back.rows % ROWS);
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

/// `weight[i][o] += Σᵣ x[r][i] · grad_out[r][o]` (`=` for the first rows), where `weight` is the gradient by the weight: a product,
/// whose sums over all rows stay in registers. For a single row it is written in the order of memory, `LONE` inputs at a time.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes.
#[inline(always)]
pub unsafe fn weight<V: Vector, const ROWS: usize, const LONE: usize>(back: Back) {
    if back.rows == 1 && back.outputs > 1 {
        // SAFETY: as the caller promises.
        return unsafe { lone_weight::<V, LONE>(back) };
    }
    let start = if back.first { null() } else { back.weight.cast_const() };
    let product = Product { start, out: back.weight, terms: back.rows, floor: f32::NEG_INFINITY, ..Product::NONE };
    // SAFETY: as the caller promises.
    unsafe {
        if back.outputs == 1 {
            // The gradient lies in memory like a row.
            let (a, b) = (back.grad_out, back.x);
            product::row::<V, false, 0, false>(Product { a, b, columns: back.inputs, rows: 1, ..product });
        } else {
            let (a, b, outputs) = (back.x, back.grad_out, back.outputs);
            let gradients = Product { a, across: back.inputs, b, columns: outputs, start_row: outputs, ..product };
            // What the next tiles write is asked for, if it comes from far.
            let far = back.inputs * outputs > product::NEAR;
            let (ahead, ahead_row) =
                (back.weight.wrapping_add(ROWS * outputs).cast_const(), if far { outputs } else { 0 });
            product::rows::<V, ROWS, 0, true>(Product { rows: back.inputs, ahead, ahead_row, ..gradients });
        }
    }
}

#[inline(always)]
unsafe fn lone_weight<V: Vector, const INPUTS: usize>(back: Back) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while back.inputs - at >= INPUTS {
            lone_weight_tile::<V, INPUTS>(back, at);
            at += INPUTS;
        }
        while at < back.inputs {
            lone_weight_tile::<V, 1>(back, at);
            at += 1;
        }
    }
}

/// The gradients by the weights of `INPUTS` inputs from `at` on.
#[inline(always)]
unsafe fn lone_weight_tile<V: Vector, const INPUTS: usize>(back: Back, at: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let (outputs, mut x) = (back.outputs, [V::zero(); INPUTS]);
        each!(input in INPUTS, true => { x[input] = V::splat(*back.x.add(at + input)); });
        let (mut weight, mut grad_out, mut left) = (back.weight.add(at * outputs), back.grad_out, outputs);
        while left >= V::LANES {
            let gradients = V::load(grad_out);
            each!(input in INPUTS, true => {
                let to = weight.wrapping_add(input * outputs);
                let start = if back.first { V::zero() } else { V::load(to) };
                x[input].mul_add(gradients, start).store(to);
            });
            (weight, grad_out) = (weight.wrapping_add(V::LANES), grad_out.wrapping_add(V::LANES));
            left -= V::LANES;
        }
        if left > 0 {
            let (mask, gradients) = (V::mask(left), V::load_some(grad_out, V::mask(left)));
            each!(input in INPUTS, true => {
                let to = weight.wrapping_add(input * outputs);
                let start = if back.first { V::zero() } else { V::load_some(to, mask) };
                x[input].mul_add(gradients, start).store_some(to, mask);
            });
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
