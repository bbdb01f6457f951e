//! The only folder allowed to be clever: what a layer computes, as verbs. Everything else calls them, and nothing else knows
//! which kernel a target takes.
//!
//! Kernels take sizes as constants; none can panic, allocate, or read out of bounds.

mod columns;
mod convolution;
mod curve;
mod depthwise;
mod embedded;
mod geometry;
// `libm` and Miri want one answer everywhere.
#[cfg_attr(
    not(all(
        any(
            all(target_arch = "x86_64", target_feature = "sse2"),
            all(target_arch = "aarch64", target_feature = "neon")
        ),
        target_endian = "little",
        not(feature = "libm"),
        not(miri)
    )),
    path = "host/none.rs"
)]
mod host;
mod moments;
mod portable;
mod small;
mod suits;
mod wide;

use crate::chip;
use crate::memory::{flat, flat_mut};
use crate::number::Number;
use crate::shape::{Rows, Shape};
pub use columns::{add_dots, add_outer, add_products};
pub use convolution::{
    average_pool, average_pool_input, convolution, convolution_bias, convolution_bias_descend, convolution_descend,
    convolution_input, convolution_pooled, convolution_weight, max_pool, max_pool_input,
};
pub use curve::{Curve, InPlace};
pub use depthwise::{add_depthwise, depthwise, depthwise_descend, depthwise_input, depthwise_weight};
pub use geometry::{Geometry, Window, Windowed};
pub use moments::{dots_about, sums_about};
pub use portable::pool::raise;
pub(crate) use small::{every, rows};
#[cfg(all(target_arch = "x86_64", feature = "std", not(miri)))]
pub(crate) use suits::FEW;
pub use suits::{FEWER, ROWS, UNROLL, few_suit, suit};
use suits::{suits_chip, suits_host};
pub(crate) use wide::wide;

/// The layer in memory: weight, then bias; and the two alone.
pub struct Dense<'a, T, W, const BIAS: usize> {
    /// Both.
    pub layer: &'a [T],
    /// `[input][output]`
    pub weight: &'a W,
    /// One per output, or none.
    pub bias: &'a [T; BIAS],
}

/// `out[r][o] = bias[o] + Σᵢ x[r][i] · weight[i][o]`; no bias counts as zero. Says whether what comes out has become that of the curve:
/// a ReLU costs nothing while sums are in registers.
#[inline(always)]
pub fn dense<T: Number, In: Shape, const OUT: usize, const BIAS: usize, const ROWS: usize, const UNROLL: usize>(
    dense: Dense<T, In::Array<[T; OUT]>, BIAS>,
    x: &Rows<In, T, ROWS>,
    out: &mut [[T; OUT]; ROWS],
    curve: Curve,
) -> bool {
    if const { suits_host::<T>(In::LEN * OUT) } {
        if let (Some(weight), Some(bias)) = (T::singles(flat(dense.weight)), T::singles(dense.bias))
            && let (Some(x), Some(out)) = (T::singles(flat(x)), T::singles_mut(out.as_flattened_mut()))
        {
            let floor = if curve == Curve::Relu { 0.0 } else { f32::NEG_INFINITY };
            host::dense(weight, bias, x, out, OUT, floor);
        }
        return curve == Curve::Relu;
    }
    if suits_chip(In::LEN * OUT, OUT, UNROLL) {
        for (x, out) in x.iter().zip(out) {
            let x = flat(x);
            if BIAS == OUT {
                embedded::dense::<T, true>(dense.layer, x, out)
            } else {
                embedded::dense::<T, false>(dense.layer, x, out)
            }
        }
    } else {
        portable::dense::forward::<T, In, OUT, BIAS, ROWS, UNROLL>(dense.weight, dense.bias, x, out);
    }
    false
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`
#[inline(always)]
pub fn dense_input<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &In::Array<[T; OUT]>,
    grad_out: &[[T; OUT]; ROWS],
    grad_x: &mut Rows<In, T, ROWS>,
) {
    if const { suits_host::<T>(In::LEN * OUT) } {
        if let (Some(weight), Some(grad_out)) = (T::singles(flat(weight)), T::singles(grad_out.as_flattened()))
            && let Some(grad_x) = T::singles_mut(flat_mut(grad_x))
        {
            host::dense_input(weight, grad_out, grad_x, OUT);
        }
        return;
    }
    if OUT > 1 && embedded::in_integers::<T>() {
        for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
            embedded::dense_input(flat(weight), grad_out, flat_mut(grad_x));
        }
        return;
    }
    portable::dense::backward_input::<T, In, OUT, ROWS, UNROLL>(weight, grad_out, grad_x);
}

/// `grad_weight[i][o] += Σᵣ x[r][i] · grad_out[r][o]`, or `=`, if these rows are the `FIRST`: what is written once is neither cleared
/// nor read back.
#[inline(always)]
pub fn dense_weight<
    T: Number,
    In: Shape,
    const OUT: usize,
    const ROWS: usize,
    const UNROLL: usize,
    const FIRST: bool,
>(
    grad_weight: &mut In::Array<[T; OUT]>,
    x: &Rows<In, T, ROWS>,
    grad_out: &[[T; OUT]; ROWS],
) {
    if const { suits_host::<T>(In::LEN * OUT) } {
        if let (Some(x), Some(grad_out)) = (T::singles(flat(x)), T::singles(grad_out.as_flattened()))
            && let Some(grad_weight) = T::singles_mut(flat_mut(grad_weight))
        {
            host::dense_weight(grad_weight, x, grad_out, OUT, FIRST);
        }
        return;
    }
    if FIRST {
        flat_mut(grad_weight).fill(T::zero());
    }
    portable::dense::backward_weight::<T, In, OUT, ROWS, UNROLL>(grad_weight, x, grad_out);
}

/// `grad_bias[o] += Σᵣ grad_out[r][o]`
#[inline(always)]
pub fn dense_bias<T: Number, const OUT: usize, const ROWS: usize>(grad_bias: &mut [T], grad_out: &[[T; OUT]; ROWS]) {
    if const { suits_host::<T>(ROWS * OUT) } {
        if let Some(grad_out) = T::singles(grad_out.as_flattened())
            && let Some(grad_bias) = T::singles_mut(grad_bias)
        {
            host::dense_bias(grad_bias, grad_out);
        }
        return;
    }
    portable::dense::backward_bias(grad_bias, grad_out);
}

/// [`dense_input`] and a step of descent, `weight[i][o] −= rate · Σᵣ x[r][i] · grad_out[r][o]`, in one pass over the weights.
#[inline(always)]
pub fn dense_descend<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &mut In::Array<[T; OUT]>,
    x: &Rows<In, T, ROWS>,
    grad_out: &[[T; OUT]; ROWS],
    rate: T,
    mut grad_x: Option<&mut Rows<In, T, ROWS>>,
) {
    if const { suits_host::<T>(In::LEN * OUT) } {
        if let (Some(x), Some(grad_out)) = (T::singles(flat(x)), T::singles(grad_out.as_flattened()))
            && let (Some(weight), Some(&[rate])) =
                (T::singles_mut(flat_mut(weight)), T::singles(&[rate]).and_then(|rate| rate.first_chunk()))
        {
            let grad_x = grad_x.and_then(|grad_x| T::singles_mut(flat_mut(grad_x)));
            host::dense_descend(weight, x, grad_out, rate, grad_x, OUT);
        }
        return;
    }
    if embedded::in_integers::<T>()
        && let Some(grad_x) = grad_x.take()
    {
        dense_input::<T, In, OUT, ROWS, UNROLL>(weight, grad_out, grad_x);
    }
    portable::dense::descend::<T, In, OUT, ROWS, UNROLL>(weight, x, grad_out, rate, grad_x);
}

/// Every value becomes that of the curve, for rows of `width`; says whether there is a kernel that did it.
#[inline(always)]
pub fn curve<T: Number>(curve: Curve, values: &mut [T], width: usize) -> bool {
    if host::HERE
        && curve != Curve::Other
        && let Some(values) = T::singles_mut(values)
    {
        host::curve(curve, values, width);
        return true;
    }
    if embedded::HAS_SIGMOID
        && curve == Curve::Sigmoid
        && let Some(values) = T::singles_mut(values)
    {
        embedded::sigmoid(values);
        return true;
    }
    false
}

/// `gradient *= slope(kept)` of the curve, for rows of `width`; `kept` is what went into it or came out, as the curve says. Says whether
/// there is a kernel that did it: arithmetic needs none.
#[inline(always)]
pub fn slope<T: Number>(curve: Curve, kept: &[T], gradient: &mut [T], width: usize) -> bool {
    if host::HERE
        && let (Some(kept), Some(gradient)) = (T::singles(kept), T::singles_mut(gradient))
    {
        return host::slope(curve, kept, gradient, width);
    }
    false
}

/// Softmax of a row; says whether there is a kernel that did it.
#[inline(always)]
pub fn softmax<T: Number>(values: &mut [T]) -> bool {
    if host::HERE
        && let Some(values) = T::singles_mut(values)
    {
        host::softmax(values);
        return true;
    }
    false
}

/// Softmax of a row, elsewhere; and the largest of its values, and `Σ e^(value − largest)`, where there is a kernel for it.
#[inline(always)]
pub fn shares<T: Number>(values: &[T], shares: &mut [T]) -> Option<[T; 2]> {
    if host::HERE
        && let (Some(values), Some(shares)) = (T::singles(values), T::singles_mut(shares))
    {
        return given(host::shares(values, shares));
    }
    None
}

/// What a kernel gives, as the scalar that it is.
#[inline(always)]
fn given<T: Number, const N: usize>(numbers: [f32; N]) -> Option<[T; N]> {
    let mut to = [T::zero(); N];
    *T::singles_mut(&mut to)?.first_chunk_mut()? = numbers;
    Some(to)
}

/// The largest of the values, and `Σ e^(value − largest)`, where there is a kernel for it.
#[inline(always)]
pub fn sum_of_powers<T: Number>(values: &[T]) -> Option<[T; 2]> {
    if host::HERE
        && let Some(values) = T::singles(values)
    {
        return given(host::sum_of_powers(values));
    }
    None
}

/// `gradient −= e^y · Σ gradient`; says whether there is a kernel that did it.
#[inline(always)]
pub fn log_softmax_slope<T: Number>(y: &[T], gradient: &mut [T]) -> bool {
    if host::HERE
        && let (Some(y), Some(gradient)) = (T::singles(y), T::singles_mut(gradient))
    {
        host::log_softmax_slope(y, gradient);
        return true;
    }
    false
}

/// `Σ yes · t · −ln σ(z) + no · (1 − t) · −ln σ(−z)` of logits `z`, and its derivatives times `scale`, where there is a kernel for
/// it; `scales` are `yes`, `no` and `scale`.
#[inline(always)]
pub fn answers<T: Number>(logits: &[T], target: &[T], scales: [T; 3], gradient: &mut [T]) -> Option<T> {
    if host::HERE
        && let (Some(logits), Some(target), Some(gradient)) =
            (T::singles(logits), T::singles(target), T::singles_mut(gradient))
        && let Some(&scales) = T::singles(&scales).and_then(<[f32]>::first_chunk)
    {
        return given([host::answers(logits, target, scales, gradient)]).map(|[sum]| sum);
    }
    None
}

/// [`answers`] of rows with one each, if there is a kernel for it: sets in `costs` what each costs.
#[inline(always)]
pub fn answers_alone<T: Number>(
    logits: &[T],
    target: &[T],
    scales: [T; 3],
    gradient: &mut [T],
    costs: &mut [T],
) -> bool {
    if host::HERE
        && let (Some(logits), Some(target), Some(gradient)) =
            (T::singles(logits), T::singles(target), T::singles_mut(gradient))
        && let (Some(&scales), Some(costs)) =
            (T::singles(&scales).and_then(<[f32]>::first_chunk), T::singles_mut(costs))
    {
        host::answers_alone(logits, target, scales, gradient, costs);
        return true;
    }
    false
}

/// Work on values in place: on small chips one loop for as many as there are, where they are not few.
#[inline(always)]
pub fn in_place<T, W: InPlace<T>>(work: W, values: &mut [T]) {
    if chip::SOFT || chip::USED && values.len() > UNROLL / 4 {
        in_one_loop(work, values);
    } else {
        work.run(values);
    }
}

/// The length is kept from the compiler, which would write the loop out.
#[inline(never)]
fn in_one_loop<T, W: InPlace<T>>(work: W, values: &mut [T]) {
    let all = chip::unknown(values.len());
    work.run(values.get_mut(..all).unwrap_or_default());
}
