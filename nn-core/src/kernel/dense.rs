//! Kernels of the dense layer. The weight is `[inputs][outputs]`, so that one input meets a contiguous row of weights and
//! the lanes of a vector are neighbouring outputs. How a sum is ordered depends on the sizes of the layer, never on the
//! number of rows: a block gives the bits of single rows.

use super::{compact, each};
use crate::scalar::Scalar;

/// Bytes of sums that stay in registers while a tile runs over the inputs, at most half of all registers; the others
/// hold weights and inputs.
const SUMS: usize = if cfg!(target_feature = "avx512vl") {
    512
} else if cfg!(target_feature = "avx") {
    256
} else if cfg!(any(target_arch = "x86_64", target_arch = "aarch64")) {
    128
} else {
    64
};

/// Rows of a tile; with these, a weight that was loaded meets several examples.
const TILE_ROWS: usize = if cfg!(target_feature = "avx512vl") { 8 } else { 4 };

/// Outputs of a tile: a single row needs many independent sums to hide the latency of an addition, several rows have them
/// already.
const fn lanes<T>(rows: usize) -> usize {
    SUMS / size_of::<T>() / if rows == 1 { 1 } else { TILE_ROWS }
}

/// `out[r][o] = bias[o] + Σᵢ x[r][i] · weight[i][o]`; no bias counts as zero.
#[inline(always)]
pub fn forward<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &[[T; OUT]],
    bias: &[T],
    x: [&[T]; ROWS],
    out: &mut [[T; OUT]; ROWS],
) {
    if OUT == 1 {
        // One column of weights lies in memory like a row of inputs.
        let bias = bias.first().copied().unwrap_or(T::zero());
        for (out, x) in out.as_flattened_mut().iter_mut().zip(x) {
            *out = bias + dot(x, weight.as_flattened());
        }
        return;
    }
    let (blocks, rest) = x.as_chunks::<TILE_ROWS>();
    let (out_blocks, out_rest) = out.as_chunks_mut::<TILE_ROWS>();
    for (x, out) in blocks.iter().zip(out_blocks) {
        forward_block::<T, OUT, TILE_ROWS, UNROLL>(weight, bias, x, out);
    }
    for (x, out) in rest.iter().zip(out_rest) {
        let (x, out) = (core::array::from_ref(x), core::array::from_mut(out));
        forward_block::<T, OUT, 1, UNROLL>(weight, bias, x, out);
    }
}

#[inline(always)]
fn forward_block<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &[[T; OUT]],
    bias: &[T],
    x: &[&[T]; ROWS],
    out: &mut [[T; OUT]; ROWS],
) {
    let small = weight.len() * OUT <= UNROLL && !compact::SOFT;
    let mut at = 0;
    macro_rules! tiles {
        ($($lanes:literal)*) => { $(
            if $lanes == lanes::<T>(ROWS) {
                while OUT - at >= $lanes {
                    forward_tile::<T, OUT, ROWS, $lanes, 1>(weight, bias, x, out, [at], small);
                    at += $lanes;
                }
            } else if $lanes < lanes::<T>(ROWS) && OUT - at >= $lanes {
                if OUT - at == $lanes {
                    forward_tile::<T, OUT, ROWS, $lanes, 1>(weight, bias, x, out, [at], small);
                } else {
                    // What remains is less than two tiles: two that overlap take one run over the inputs, where tiles of
                    // ever smaller size would take several, each waiting for its few sums.
                    forward_tile::<T, OUT, ROWS, $lanes, 2>(weight, bias, x, out, [at, OUT - $lanes], small);
                }
                at = OUT;
            }
        )* };
    }
    tiles!(128 64 32 16 8 4 2 1);
}

/// `LANES` outputs from each place of `at`, for every row.
#[inline(always)]
fn forward_tile<T: Scalar, const OUT: usize, const ROWS: usize, const LANES: usize, const PARTS: usize>(
    weight: &[[T; OUT]],
    bias: &[T],
    x: &[&[T]; ROWS],
    out: &mut [[T; OUT]; ROWS],
    at: [usize; PARTS],
    small: bool,
) {
    let start = at.map(|at| chunk::<T, LANES>(bias, at).copied().unwrap_or([T::zero(); LANES]));
    let mut sums = [start; ROWS];
    each(weight.len(), small, |i| {
        let Some(weights) = weight.get(i) else { return };
        for (sums, x) in sums.iter_mut().zip(x) {
            let x = x.get(i).copied().unwrap_or(T::zero());
            for (sums, &at) in sums.iter_mut().zip(&at) {
                let Some(weights) = chunk::<T, LANES>(weights, at) else { return };
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    *sum = x.multiply_add(weight, *sum);
                }
            }
        }
    });
    for (out, sums) in out.iter_mut().zip(&sums) {
        for (&at, sums) in at.iter().zip(sums) {
            if let Some(out) = chunk_mut::<T, LANES>(out, at) {
                *out = *sums;
            }
        }
    }
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`
#[inline(always)]
pub fn backward_input<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &[[T; OUT]],
    grad_out: &[[T; OUT]; ROWS],
    mut grad_x: [&mut [T]; ROWS],
) {
    if OUT == 1 {
        for (grad_x, grad_out) in grad_x.into_iter().zip(grad_out.as_flattened()) {
            for (grad_x, &weight) in grad_x.iter_mut().zip(weight.as_flattened()) {
                *grad_x = weight * *grad_out;
            }
        }
        return;
    }
    if compact::SOFT
        && let Some(multiply) = T::SOFT
    {
        for (grad_x, grad_out) in grad_x.into_iter().zip(grad_out) {
            grad_x.fill(T::zero());
            multiply(weight.as_flattened(), [OUT, 1], grad_out, grad_x);
        }
        return;
    }
    let small = weight.len() * OUT <= UNROLL && !compact::SOFT;
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
#[inline(always)]
pub fn backward_weight<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    grad_weight: &mut [[T; OUT]],
    x: [&[T]; ROWS],
    grad_out: &[[T; OUT]; ROWS],
) {
    if OUT == 1 {
        for (x, grad_out) in x.into_iter().zip(grad_out.as_flattened()) {
            for (gradient, &x) in grad_weight.as_flattened_mut().iter_mut().zip(x) {
                *gradient = x.multiply_add(*grad_out, *gradient);
            }
        }
        return;
    }
    let small = grad_weight.len() * OUT <= UNROLL && !compact::SOFT;
    each(grad_weight.len(), small, |i| {
        let Some(gradients) = grad_weight.get_mut(i) else { return };
        let x = x.map(|x| x.get(i).copied().unwrap_or(T::zero()));
        if ROWS == 1 {
            for (x, grad_out) in x.iter().zip(grad_out) {
                for (gradient, &grad_out) in gradients.iter_mut().zip(grad_out) {
                    *gradient = x.multiply_add(grad_out, *gradient);
                }
            }
            return;
        }
        let mut at = 0;
        macro_rules! tiles {
            ($($lanes:literal)*) => { $(
                while OUT - at >= $lanes {
                    backward_tile::<T, OUT, ROWS, $lanes>(gradients, &x, grad_out, at);
                    at += $lanes;
                }
            )* };
        }
        tiles!(32 16 8 4 2 1);
    });
}

#[inline(always)]
fn backward_tile<T: Scalar, const OUT: usize, const ROWS: usize, const LANES: usize>(
    gradients: &mut [T; OUT],
    x: &[T; ROWS],
    grad_out: &[[T; OUT]; ROWS],
    at: usize,
) {
    let Some(gradients) = chunk_mut::<T, LANES>(gradients, at) else { return };
    let mut sums = *gradients;
    for (x, grad_out) in x.iter().zip(grad_out) {
        let Some(grad_out) = chunk::<T, LANES>(grad_out, at) else { return };
        for (sum, &grad_out) in sums.iter_mut().zip(grad_out) {
            *sum = x.multiply_add(grad_out, *sum);
        }
    }
    *gradients = sums;
}

/// `grad_bias[o] += Σᵣ grad_out[r][o]`
#[inline(always)]
pub fn backward_bias<T: Scalar, const OUT: usize, const ROWS: usize>(grad_bias: &mut [T], grad_out: &[[T; OUT]; ROWS]) {
    for grad_out in grad_out {
        for (gradient, &grad_out) in grad_bias.iter_mut().zip(grad_out) {
            *gradient = *gradient + grad_out;
        }
    }
}

/// [`backward_input`] and a step of descent, `weight[i][o] −= rate · Σᵣ x[r][i] · grad_out[r][o]`, in one pass over the weights.
#[inline(always)]
pub fn descend<T: Scalar, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &mut [[T; OUT]],
    x: [&[T]; ROWS],
    grad_out: &[[T; OUT]; ROWS],
    rate: T,
    mut grad_x: Option<[&mut [T]; ROWS]>,
) {
    if compact::SOFT
        && T::SOFT.is_some()
        && let Some(grad_x) = grad_x.take()
    {
        backward_input::<T, OUT, ROWS, UNROLL>(weight, grad_out, grad_x);
    }
    let small = weight.len() * OUT <= UNROLL && !compact::SOFT;
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

/// `Σ a · b` in eight or sixteen partial sums, which a vector unit can run side by side; the shorter row sets how many.
#[inline(always)]
fn dot<T: Scalar>(a: &[T], b: &[T]) -> T {
    if a.len() < 64 { dot_in::<T, 8>(a, b) } else { dot_in::<T, 16>(a, b) }
}

#[inline(always)]
fn dot_in<T: Scalar, const LANES: usize>(a: &[T], b: &[T]) -> T {
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    let mut total = T::zero();
    for (&a, &b) in a_rest.iter().zip(b_rest) {
        total = a.multiply_add(b, total);
    }
    if a.is_empty() {
        return total;
    }
    let mut sums = [T::zero(); LANES];
    for (a, b) in a.iter().zip(b) {
        for ((sum, &a), &b) in sums.iter_mut().zip(a).zip(b) {
            *sum = a.multiply_add(b, *sum);
        }
    }
    // Folded in the middle until one is left.
    let mut half = LANES / 2;
    while half > 0 {
        let (low, high) = sums.split_at_mut_checked(half).unwrap_or_default();
        for (low, &mut high) in low.iter_mut().zip(high) {
            *low = *low + high;
        }
        half /= 2;
    }
    total + sums.first().copied().unwrap_or(T::zero())
}

#[inline(always)]
fn chunk<T, const LANES: usize>(row: &[T], at: usize) -> Option<&[T; LANES]> {
    row.get(at..)?.first_chunk()
}

#[inline(always)]
fn chunk_mut<T, const LANES: usize>(row: &mut [T], at: usize) -> Option<&mut [T; LANES]> {
    row.get_mut(at..)?.first_chunk_mut()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number between −1 and 1 for every index, without a pattern that fits a tile.
    fn number(index: usize) -> f32 {
        ((index * 7919 + 13) % 101) as f32 / 50.5 - 1.0
    }

    /// All kernels of one size against sums written down as they are defined, in f64; and a block gives the bits of
    /// single rows.
    fn judge<const IN: usize, const OUT: usize>() {
        const ROWS: usize = 8;
        const UNROLL: usize = crate::kernel::UNROLL;
        let weight: [[f32; OUT]; IN] = core::array::from_fn(|i| core::array::from_fn(|o| number(i * OUT + o)));
        let bias: [f32; OUT] = core::array::from_fn(|o| number(o + 5));
        let x: [[f32; IN]; ROWS] = core::array::from_fn(|r| core::array::from_fn(|i| number(r * IN + i + 31)));
        let slices = x.each_ref().map(|x| x.as_slice());
        let near = |got: f32, want: f64| assert!((f64::from(got) - want).abs() < 1e-4, "{IN} {OUT}: {got} {want}");

        let mut out = [[0.0; OUT]; ROWS];
        forward::<f32, OUT, ROWS, UNROLL>(&weight, &bias, slices, &mut out);
        for (r, x) in x.iter().enumerate() {
            let mut single = [[0.0; OUT]];
            forward::<f32, OUT, 1, UNROLL>(&weight, &bias, [x], &mut single);
            assert_eq!(single[0], out[r], "{IN} {OUT}: row {r}");
            for o in 0..OUT {
                let sum: f64 = (0..IN).map(|i| f64::from(x[i]) * f64::from(weight[i][o])).sum();
                near(out[r][o], f64::from(bias[o]) + sum);
            }
        }

        let (mut grad_x, mut grad_weight) = ([[0.0; IN]; ROWS], [[0.5; OUT]; IN]);
        backward_input::<f32, OUT, ROWS, UNROLL>(&weight, &out, grad_x.each_mut().map(|x| x.as_mut_slice()));
        backward_weight::<f32, OUT, ROWS, UNROLL>(&mut grad_weight, slices, &out);
        for i in 0..IN {
            for r in 0..ROWS {
                near(grad_x[r][i], (0..OUT).map(|o| f64::from(weight[i][o]) * f64::from(out[r][o])).sum());
            }
            for o in 0..OUT {
                let sum: f64 = (0..ROWS).map(|r| f64::from(x[r][i]) * f64::from(out[r][o])).sum();
                near(grad_weight[i][o], 0.5 + sum);
            }
        }

        let (mut descended, mut grad_first) = (weight, [[0.0; IN]]);
        let grad_out = core::array::from_ref(&out[0]);
        let into = grad_first.each_mut().map(|x| x.as_mut_slice());
        descend::<f32, OUT, 1, UNROLL>(&mut descended, [&x[0]], grad_out, 0.5, Some(into));
        for i in 0..IN {
            near(grad_first[0][i], f64::from(grad_x[0][i]));
            for o in 0..OUT {
                near(descended[i][o], f64::from(weight[i][o]) - 0.5 * f64::from(x[0][i]) * f64::from(out[0][o]));
            }
        }
    }

    #[test]
    fn every_width_of_tile() {
        macro_rules! widths {
            ($($out:literal)*) => { $(
                judge::<1, $out>();
                judge::<2, $out>();
                judge::<17, $out>();
            )* };
        }
        widths!(1 2 3 4 5 6 7 8 9 10 12 15 16 17 23 24 31 32 33 47 48 49 50 63 64 65 96 100 127 128 129 130);
        judge::<64, 1>();
        judge::<100, 1>();
        judge::<67, 10>();
    }
}
