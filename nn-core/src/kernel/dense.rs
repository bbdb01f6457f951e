//! Kernels of the dense layer. The weight is `[inputs][outputs]`, so that one input meets a contiguous row of weights and
//! the lanes of a vector are neighbouring outputs: no sum is reordered, and a block of rows gives the bits of single rows.

use super::each;
use crate::scalar::Scalar;

/// Outputs summed at once, in registers. A single row needs many independent sums to hide the latency of an addition; a
/// block of rows has them already.
const fn lanes(rows: usize) -> usize {
    if rows == 1 { 32 } else { 8 }
}

/// `out[r][o] = bias[o] + Σᵢ x[r][i] · weight[i][o]`; no bias counts as zero.
#[inline]
pub fn forward<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &[[T; OUT]],
    bias: &[T],
    x: [&[T]; ROWS],
    out: &mut [[T; OUT]; ROWS],
) {
    let small = weight.len() * OUT <= UNROLL;
    let mut at = 0;
    macro_rules! tiles {
        ($($lanes:literal)*) => { $(
            if $lanes <= lanes(ROWS) {
                while OUT - at >= $lanes {
                    forward_tile::<T, OUT, ROWS, $lanes>(weight, bias, x, out, at, small);
                    at += $lanes;
                }
            }
        )* };
    }
    tiles!(32 16 8 4 2 1);
}

#[inline(always)]
fn forward_tile<T: Scalar, const OUT: usize, const ROWS: usize, const LANES: usize>(
    weight: &[[T; OUT]],
    bias: &[T],
    x: [&[T]; ROWS],
    out: &mut [[T; OUT]; ROWS],
    at: usize,
    small: bool,
) {
    let start = chunk::<T, LANES>(bias, at).copied().unwrap_or([T::zero(); LANES]);
    let mut sums = [start; ROWS];
    each(weight.len(), small, |i| {
        let Some(weights) = weight.get(i).and_then(|row| chunk::<T, LANES>(row, at)) else { return };
        for (sums, x) in sums.iter_mut().zip(x) {
            let x = x.get(i).copied().unwrap_or(T::zero());
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum = x.multiply_add(weight, *sum);
            }
        }
    });
    for (out, sums) in out.iter_mut().zip(&sums) {
        if let Some(out) = chunk_mut::<T, LANES>(out, at) {
            *out = *sums;
        }
    }
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`
#[inline]
pub fn backward_input<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &[[T; OUT]],
    grad_out: &[[T; OUT]; ROWS],
    mut grad_x: [&mut [T]; ROWS],
) {
    let small = weight.len() * OUT <= UNROLL;
    each(weight.len(), small, |i| {
        let Some(weights) = weight.get(i) else { return };
        for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
            if let Some(grad_x) = grad_x.get_mut(i) {
                *grad_x = dot(weights, grad_out);
            }
        }
    });
}

/// `grad_weight[i][o] += Σᵣ x[r][i] · grad_out[r][o]`
#[inline]
pub fn backward_weight<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    grad_weight: &mut [[T; OUT]],
    x: [&[T]; ROWS],
    grad_out: &[[T; OUT]; ROWS],
) {
    let small = grad_weight.len() * OUT <= UNROLL;
    each(grad_weight.len(), small, |i| {
        let Some(gradients) = grad_weight.get_mut(i) else { return };
        let x = x.map(|x| x.get(i).copied().unwrap_or(T::zero()));
        for (o, gradient) in gradients.iter_mut().enumerate() {
            let mut sum = *gradient;
            for (x, grad_out) in x.iter().zip(grad_out) {
                sum = x.multiply_add(grad_out[o], sum);
            }
            *gradient = sum;
        }
    });
}

/// `grad_bias[o] += Σᵣ grad_out[r][o]`
#[inline]
pub fn backward_bias<T: Scalar, const OUT: usize, const ROWS: usize>(grad_bias: &mut [T], grad_out: &[[T; OUT]; ROWS]) {
    for grad_out in grad_out {
        for (gradient, &grad_out) in grad_bias.iter_mut().zip(grad_out) {
            *gradient = *gradient + grad_out;
        }
    }
}

/// [`backward_input`] and a step of descent, `weight[i][o] −= rate · Σᵣ x[r][i] · grad_out[r][o]`, in one pass over the weights.
#[inline]
pub fn descend<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &mut [[T; OUT]],
    x: [&[T]; ROWS],
    grad_out: &[[T; OUT]; ROWS],
    rate: T,
    mut grad_x: Option<[&mut [T]; ROWS]>,
) {
    let small = weight.len() * OUT <= UNROLL;
    each(weight.len(), small, |i| {
        let Some(weights) = weight.get_mut(i) else { return };
        if let Some(grad_x) = &mut grad_x {
            for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
                if let Some(grad_x) = grad_x.get_mut(i) {
                    *grad_x = dot(weights, grad_out);
                }
            }
        }
        let steps = x.map(|x| rate * x.get(i).copied().unwrap_or(T::zero()));
        for (step, grad_out) in steps.iter().zip(grad_out) {
            for (weight, &grad_out) in weights.iter_mut().zip(grad_out) {
                *weight = *weight - *step * grad_out;
            }
        }
    });
}

/// `Σ a · b` in eight partial sums, which a vector unit can run side by side.
#[inline(always)]
fn dot<T: Scalar, const N: usize>(a: &[T; N], b: &[T; N]) -> T {
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let mut total = T::zero();
    for (&a, &b) in a_rest.iter().zip(b_rest) {
        total = a.multiply_add(b, total);
    }
    if a.is_empty() {
        return total;
    }
    let mut sums = [T::zero(); 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, &a), &b) in sums.iter_mut().zip(a).zip(b) {
            *sum = a.multiply_add(b, *sum);
        }
    }
    let [s0, s1, s2, s3, s4, s5, s6, s7] = sums;
    total + (((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)))
}

#[inline(always)]
fn chunk<T, const LANES: usize>(row: &[T], at: usize) -> Option<&[T; LANES]> {
    row.get(at..)?.first_chunk()
}

#[inline(always)]
fn chunk_mut<T, const LANES: usize>(row: &mut [T], at: usize) -> Option<&mut [T; LANES]> {
    row.get_mut(at..)?.first_chunk_mut()
}
