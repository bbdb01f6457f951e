//! Kernels of the dense layer. The weight is `[inputs][outputs]`, so that one input meets a contiguous row of weights and
//! the lanes of a vector are neighbouring outputs. How a sum is ordered depends on the sizes of the layer, never on the
//! number of rows: a block gives the bits of single rows.

use crate::chip::{self, one_by_one};
use crate::kernel::small::each;
use crate::memory::{flat, flat_mut};
use crate::number::Number;
use crate::shape::{Rows, Shape};

/// Whether the loop over the inputs is written out.
const fn small<In: Shape>(outputs: usize, unroll: usize) -> bool {
    In::LEN * outputs <= unroll && !chip::SOFT
}

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
pub fn forward<T: Number, In: Shape, const OUT: usize, const BIAS: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &In::Array<[T; OUT]>,
    bias: &[T; BIAS],
    x: &Rows<In, T, ROWS>,
    out: &mut [[T; OUT]; ROWS],
) {
    const { assert!(BIAS == 0 || BIAS == OUT, "a bias of another length") }
    if OUT == 1 {
        // One column of weights lies in memory like a row of inputs.
        let bias = bias.first().copied().unwrap_or(T::zero());
        for (out, x) in out.as_flattened_mut().iter_mut().zip(x) {
            one_by_one();
            *out = bias + dot(flat(x), flat(weight));
        }
        return;
    }
    if ROWS > 1 {
        forward_rows::<T, In, OUT, BIAS, ROWS, UNROLL>(weight, bias, x, out);
    } else {
        forward_tiles::<T, In, OUT, BIAS, ROWS, UNROLL>(weight, bias, x, out);
    }
}

/// Never in line: what stands around it must not decide how its loops become vectors.
#[inline(never)]
fn forward_rows<T: Number, In: Shape, const OUT: usize, const BIAS: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &In::Array<[T; OUT]>,
    bias: &[T; BIAS],
    x: &Rows<In, T, ROWS>,
    out: &mut [[T; OUT]; ROWS],
) {
    forward_tiles::<T, In, OUT, BIAS, ROWS, UNROLL>(weight, bias, x, out);
}

#[inline(always)]
fn forward_tiles<T: Number, In: Shape, const OUT: usize, const BIAS: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &In::Array<[T; OUT]>,
    bias: &[T; BIAS],
    x: &Rows<In, T, ROWS>,
    out: &mut [[T; OUT]; ROWS],
) {
    let (blocks, rest) = x.as_chunks::<TILE_ROWS>();
    let (out_blocks, out_rest) = out.as_chunks_mut::<TILE_ROWS>();
    for (x, out) in blocks.iter().zip(out_blocks) {
        one_by_one();
        forward_block::<T, In, OUT, TILE_ROWS, UNROLL>(weight, bias, x, out);
    }
    for (x, out) in rest.iter().zip(out_rest) {
        let (x, out) = (core::array::from_ref(x), core::array::from_mut(out));
        forward_block::<T, In, OUT, 1, UNROLL>(weight, bias, x, out);
    }
}

#[inline(always)]
fn forward_block<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &In::Array<[T; OUT]>,
    bias: &[T],
    x: &Rows<In, T, ROWS>,
    out: &mut [[T; OUT]; ROWS],
) {
    let mut at = 0;
    macro_rules! tiles {
        ($($lanes:literal)*) => { $(
            if const { $lanes == lanes::<T>(ROWS) && $lanes <= OUT } {
                while at <= const { last(OUT, $lanes) } {
                    forward_tile::<T, In, OUT, ROWS, UNROLL, $lanes, 1>(weight, bias, x, out, [at]);
                    at += $lanes;
                }
            } else if const { $lanes < lanes::<T>(ROWS) } && OUT - at >= $lanes {
                if OUT - at == $lanes {
                    forward_tile::<T, In, OUT, ROWS, UNROLL, $lanes, 1>(weight, bias, x, out, [at]);
                } else {
                    // What remains is less than two tiles: two that overlap take one run over the inputs, where tiles of
                    // ever smaller size would take several, each waiting for its few sums.
                    forward_tile::<T, In, OUT, ROWS, UNROLL, $lanes, 2>(weight, bias, x, out, [at, OUT - $lanes]);
                }
                at = OUT;
            }
        )* };
    }
    tiles!(128 64 32 16 8 4 2 1);
}

/// `LANES` outputs from each place of `at`, for every row.
#[inline(always)]
fn forward_tile<
    T: Number,
    In: Shape,
    const OUT: usize,
    const ROWS: usize,
    const UNROLL: usize,
    const LANES: usize,
    const PARTS: usize,
>(
    weight: &In::Array<[T; OUT]>,
    bias: &[T],
    x: &Rows<In, T, ROWS>,
    out: &mut [[T; OUT]; ROWS],
    at: [usize; PARTS],
) {
    let mut start = [[T::zero(); LANES]; PARTS];
    for (start, &at) in start.iter_mut().zip(&at) {
        if let Some(bias) = bias.get(at..).and_then(|bias| bias.first_chunk()) {
            *start = *bias;
        }
    }
    let mut sums = [start; ROWS];
    each!(i in In::LEN, small::<In>(OUT, UNROLL) => {
        if let Some(weights) = flat::<[T; OUT], _>(weight).get(i) {
            meet::<T, In, OUT, ROWS, LANES, PARTS>(&mut sums, x, i, weights, at);
        }
    });
    for (out, sums) in out.iter_mut().zip(&sums) {
        for (&at, sums) in at.iter().zip(sums) {
            if let Some(out) = chunk_mut::<T, OUT, LANES>(out, at) {
                *out = *sums;
            }
        }
    }
}

/// Input `i` of every row meets its weights.
#[inline(always)]
fn meet<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const LANES: usize, const PARTS: usize>(
    sums: &mut [[[T; LANES]; PARTS]; ROWS],
    x: &Rows<In, T, ROWS>,
    i: usize,
    weights: &[T; OUT],
    at: [usize; PARTS],
) {
    each!(row in ROWS, true => {
        if let Some(sums) = sums.get_mut(row)
            && let Some(x) = x.get(row)
            && let Some(&x) = flat::<T, _>(x).get(i)
        {
            for (sums, &at) in sums.iter_mut().zip(&at) {
                if let Some(weights) = chunk::<T, OUT, LANES>(weights, at) {
                    for (sum, &weight) in sums.iter_mut().zip(weights) {
                        *sum = x.multiply_add(weight, *sum);
                    }
                }
            }
        }
    });
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`
#[inline(always)]
pub fn backward_input<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &In::Array<[T; OUT]>,
    grad_out: &[[T; OUT]; ROWS],
    grad_x: &mut Rows<In, T, ROWS>,
) {
    if OUT == 1 {
        for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out.as_flattened()) {
            one_by_one();
            for (grad_x, &weight) in flat_mut::<T, _>(grad_x).iter_mut().zip(flat::<T, _>(weight)) {
                *grad_x = weight * *grad_out;
            }
        }
        return;
    }
    each!(i in In::LEN, small::<In>(OUT, UNROLL) => {
        if let Some(weights) = flat(weight).get(i) {
            input_gradient::<T, In, OUT, ROWS>(weights, grad_out, grad_x, i);
        }
    });
}

/// The gradient by input `i`, of every row.
#[inline(always)]
fn input_gradient<T: Number, In: Shape, const OUT: usize, const ROWS: usize>(
    weights: &[T; OUT],
    grad_out: &[[T; OUT]; ROWS],
    grad_x: &mut Rows<In, T, ROWS>,
    i: usize,
) {
    for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
        one_by_one();
        if let Some(grad_x) = flat_mut(grad_x).get_mut(i) {
            *grad_x = dot(weights, grad_out);
        }
    }
}

/// Input `i` of every row.
#[inline(always)]
fn column<T: Number, In: Shape, const ROWS: usize>(x: &Rows<In, T, ROWS>, i: usize) -> [T; ROWS] {
    let mut column = [T::zero(); ROWS];
    for (to, x) in column.iter_mut().zip(x) {
        if let Some(&x) = flat(x).get(i) {
            *to = x;
        }
    }
    column
}

/// `grad_weight[i][o] += Σᵣ x[r][i] · grad_out[r][o]`
#[inline(always)]
pub fn backward_weight<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    grad_weight: &mut In::Array<[T; OUT]>,
    x: &Rows<In, T, ROWS>,
    grad_out: &[[T; OUT]; ROWS],
) {
    if OUT == 1 {
        for (x, grad_out) in x.iter().zip(grad_out.as_flattened()) {
            for (gradient, &x) in flat_mut::<T, _>(grad_weight).iter_mut().zip(flat::<T, _>(x)) {
                *gradient = x.multiply_add(*grad_out, *gradient);
            }
        }
        return;
    }
    each!(i in In::LEN, small::<In>(OUT, UNROLL) => {
        if let Some(gradients) = flat_mut(grad_weight).get_mut(i) {
            weight_gradient(gradients, &column::<T, In, ROWS>(x, i), grad_out);
        }
    });
}

/// The gradients by the weights of an input, which is `x`.
#[inline(always)]
fn weight_gradient<T: Number, const OUT: usize, const ROWS: usize>(
    gradients: &mut [T; OUT],
    x: &[T; ROWS],
    grad_out: &[[T; OUT]; ROWS],
) {
    let mut at = 0;
    macro_rules! tiles {
        ($($lanes:literal)*) => { $(
            while $lanes <= OUT && at <= const { last(OUT, $lanes) } {
                backward_tile::<T, OUT, ROWS, $lanes>(gradients, x, grad_out, at);
                at += $lanes;
            }
        )* };
    }
    if ROWS > 1 {
        tiles!(32 16 8 4 2 1);
        return;
    }
    for (x, grad_out) in x.iter().zip(grad_out) {
        for (gradient, &grad_out) in gradients.iter_mut().zip(grad_out) {
            *gradient = x.multiply_add(grad_out, *gradient);
        }
    }
}

#[inline(always)]
fn backward_tile<T: Number, const OUT: usize, const ROWS: usize, const LANES: usize>(
    gradients: &mut [T; OUT],
    x: &[T; ROWS],
    grad_out: &[[T; OUT]; ROWS],
    at: usize,
) {
    let Some(gradients) = chunk_mut::<T, OUT, LANES>(gradients, at) else { return };
    let mut sums = *gradients;
    each!(row in ROWS, true => {
        if let Some(x) = x.get(row)
            && let Some(grad_out) = grad_out.get(row)
            && let Some(grad_out) = chunk::<T, OUT, LANES>(grad_out, at)
        {
            for (sum, &grad_out) in sums.iter_mut().zip(grad_out) {
                *sum = x.multiply_add(grad_out, *sum);
            }
        }
    });
    *gradients = sums;
}

/// `grad_bias[o] += Σᵣ grad_out[r][o]`
#[inline(always)]
pub fn backward_bias<T: Number, const OUT: usize, const ROWS: usize>(grad_bias: &mut [T], grad_out: &[[T; OUT]; ROWS]) {
    debug_assert!(grad_bias.is_empty() || grad_bias.len() == OUT, "a bias of another length");
    for grad_out in grad_out {
        for (gradient, &grad_out) in grad_bias.iter_mut().zip(grad_out) {
            *gradient = *gradient + grad_out;
        }
    }
}

/// [`backward_input`] and a step of descent, `weight[i][o] −= rate · Σᵣ x[r][i] · grad_out[r][o]`, in one pass over the weights.
#[inline(always)]
pub fn descend<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &mut In::Array<[T; OUT]>,
    x: &Rows<In, T, ROWS>,
    grad_out: &[[T; OUT]; ROWS],
    rate: T,
    mut grad_x: Option<&mut Rows<In, T, ROWS>>,
) {
    each!(i in In::LEN, small::<In>(OUT, UNROLL) => {
        if let Some(weights) = flat_mut(weight).get_mut(i) {
            if let Some(grad_x) = &mut grad_x {
                input_gradient::<T, In, OUT, ROWS>(weights, grad_out, grad_x, i);
            }
            move_weights(weights, &column::<T, In, ROWS>(x, i), grad_out, rate);
        }
    });
}

/// A step of descent of the weights of an input, which is `x`.
#[inline(always)]
fn move_weights<T: Number, const OUT: usize, const ROWS: usize>(
    weights: &mut [T; OUT],
    x: &[T; ROWS],
    grad_out: &[[T; OUT]; ROWS],
    rate: T,
) {
    for (&x, grad_out) in x.iter().zip(grad_out) {
        let step = rate * x;
        for (weight, &grad_out) in weights.iter_mut().zip(grad_out) {
            *weight = *weight - step * grad_out;
        }
    }
}

/// `Σ a · b` in eight or sixteen partial sums, which a vector unit can run side by side; the shorter row sets how many.
#[inline(always)]
fn dot<T: Number>(a: &[T], b: &[T]) -> T {
    if a.len() < 64 { dot_in::<T, 8>(a, b) } else { dot_in::<T, 16>(a, b) }
}

#[inline(always)]
fn dot_in<T: Number, const LANES: usize>(a: &[T], b: &[T]) -> T {
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    let mut products = a_rest.iter().zip(b_rest);
    // On chips the first is not added to zero, but where that would keep four from running side by side.
    let first = if chip::USED && !cfg!(chip = "vector") { products.next() } else { None };
    let mut total = first.map_or(T::zero(), |(&a, &b)| a * b);
    for (&a, &b) in products {
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

/// The last place where a tile fits into a row, and so where one is looked for at most: with that said, no loop judges a place
/// that its turns have in common.
const fn last(outputs: usize, lanes: usize) -> usize {
    outputs.saturating_sub(lanes)
}

#[inline(always)]
fn chunk<T, const OUT: usize, const LANES: usize>(row: &[T; OUT], at: usize) -> Option<&[T; LANES]> {
    row.get(at.min(const { last(OUT, LANES) })..)?.first_chunk()
}

#[inline(always)]
fn chunk_mut<T, const OUT: usize, const LANES: usize>(row: &mut [T; OUT], at: usize) -> Option<&mut [T; LANES]> {
    row.get_mut(at.min(const { last(OUT, LANES) })..)?.first_chunk_mut()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Features;

    /// A number between −1 and 1 for every index, without a pattern that fits a tile.
    fn number(index: usize) -> f32 {
        ((index * 7919 + 13) % 101) as f32 / 50.5 - 1.0
    }

    /// All kernels of one size against sums written down as they are defined, in f64; and a block gives the bits of
    /// single rows.
    fn judge<const IN: usize, const OUT: usize>() {
        const ROWS: usize = 8;
        const UNROLL: usize = 32;
        let weight: [[f32; OUT]; IN] = core::array::from_fn(|i| core::array::from_fn(|o| number(i * OUT + o)));
        let bias: [f32; OUT] = core::array::from_fn(|o| number(o + 5));
        let x: [[f32; IN]; ROWS] = core::array::from_fn(|r| core::array::from_fn(|i| number(r * IN + i + 31)));
        let near = |got: f32, want: f64| assert!((f64::from(got) - want).abs() < 1e-4, "{IN} {OUT}: {got} {want}");

        let mut out = [[0.0; OUT]; ROWS];
        forward::<f32, Features<IN>, OUT, OUT, ROWS, UNROLL>(&weight, &bias, &x, &mut out);
        for (r, x) in x.iter().enumerate() {
            let mut single = [[0.0; OUT]];
            forward::<f32, Features<IN>, OUT, OUT, 1, UNROLL>(&weight, &bias, &[*x], &mut single);
            assert_eq!(single[0], out[r], "{IN} {OUT}: row {r}");
            for o in 0..OUT {
                let sum: f64 = (0..IN).map(|i| f64::from(x[i]) * f64::from(weight[i][o])).sum();
                near(out[r][o], f64::from(bias[o]) + sum);
            }
        }

        let (mut grad_x, mut grad_weight) = ([[0.0; IN]; ROWS], [[0.5; OUT]; IN]);
        backward_input::<f32, Features<IN>, OUT, ROWS, UNROLL>(&weight, &out, &mut grad_x);
        backward_weight::<f32, Features<IN>, OUT, ROWS, UNROLL>(&mut grad_weight, &x, &out);
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
        descend::<f32, Features<IN>, OUT, 1, UNROLL>(&mut descended, &[x[0]], grad_out, 0.5, Some(&mut grad_first));
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
