//! The verbs of images: convolution and pooling. Examples are independent, so that the bits of one do not depend on its batch.

use super::curve::{Curve, InPlace};
use super::geometry::Windowed;
use super::portable::{convolution as portable, pool};
use super::suits::suits_host;
use super::{embedded, host};
use crate::buffers::{Aligned, any};
use crate::memory::{Plain, flat, flat_mut};
use crate::number::Number;

/// `out[r][y][x][o] = bias[o] + Σ x[r][…][c] · weight[ky][kx][c][o]`; no bias counts as zero. Says whether what comes out has become that of
/// the curve.
#[inline(always)]
pub fn convolution<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    weight: &[T],
    bias: &[T],
    x: &[X; ROWS],
    out: &mut [Y; ROWS],
    curve: Curve,
) -> bool {
    if const { suits_host::<T>(W::GEOMETRY.multiply_adds()) } {
        if let (Some(weight), Some(bias)) = (T::singles(weight), T::singles(bias))
            && let (Some(x), Some(out)) = (T::singles(flat(x)), T::singles_mut(flat_mut(out)))
        {
            let floor = if curve == Curve::Relu { 0.0 } else { f32::NEG_INFINITY };
            host::convolution(const { &W::GEOMETRY }, weight, bias, x, out, floor);
        }
        return curve == Curve::Relu;
    }
    for (x, out) in x.iter().zip(out) {
        if !embedded::convolution::<T, W>((weight, bias, flat(x)), flat_mut(out)) {
            portable::forward::<T, W>(weight, bias, flat(x), flat_mut(out));
        }
    }
    false
}

/// The largest that window `P` sees of what [`convolution`] makes with `W` and `change` changes: the map between them never stands whole,
/// only, on computers, the rows of it that a window sees.
#[inline(always)]
pub fn convolution_pooled<T: Number, W: Windowed, P: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    (weight, bias): (&[T], &[T]),
    x: &[X; ROWS],
    out: &mut [Y; ROWS],
    change: impl InPlace<T>,
) {
    if const { suits_host::<T>(W::GEOMETRY.multiply_adds()) } {
        let mut place = core::mem::MaybeUninit::uninit();
        let band: &mut [T] = flat_mut(&mut any::<Aligned<P::Band<T>>>(&mut place).0);
        for (x, out) in x.iter().zip(out) {
            in_bands::<T, W, P>((weight, bias), flat(x), flat_mut(out), change, band);
        }
        return;
    }
    for (x, out) in x.iter().zip(out) {
        if !embedded::convolution_pooled::<T, W, P, _>((weight, bias, flat(x)), flat_mut(out), change) {
            pool::max_of_map::<T, W, P>((weight, bias), flat(x), flat_mut(out), change);
        }
    }
}

/// [`convolution_pooled`] of one example, row by row of what goes out.
#[inline]
fn in_bands<T: Number, W: Windowed, P: Windowed>(
    (weight, bias): (&[T], &[T]),
    x: &[T],
    out: &mut [T],
    change: impl InPlace<T>,
    band: &mut [T],
) {
    let (map, pool) = (W::GEOMETRY, P::GEOMETRY);
    let (of_row, of_map) = (map.input[1] * map.input[2], map.output[1] * map.output[2]);
    for (at, out) in out.chunks_exact_mut((pool.output[1] * pool.output[2]).max(1)).enumerate() {
        let [first, end] = pool.band(at);
        let from = map.band(first)[0];
        let Some(values) = band.get_mut(..end.saturating_sub(first) * of_map) else { return };
        let (part, seen) = (map.of_rows([first, end], from), x.get(from * of_row..).unwrap_or_default());
        if let (Some(weight), Some(bias), Some(seen)) = (T::singles(weight), T::singles(bias), T::singles(seen))
            && let Some(values) = T::singles_mut(values)
        {
            host::convolution(&part, weight, bias, seen, values, f32::NEG_INFINITY);
        }
        change.run(values);
        let mut part = pool.of_rows([at, at + 1], first);
        part.input[0] = end - first;
        if let (Some(values), Some(out)) = (T::singles(values), T::singles_mut(out)) {
            host::max_pool(&part, values, out);
        }
    }
}

/// `grad_x[r][…][c] = Σ weight[ky][kx][c][o] · grad_out[r][y][x][o]`
#[inline(always)]
pub fn convolution_input<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    weight: &[T],
    grad_out: &[Y; ROWS],
    grad_x: &mut [X; ROWS],
) {
    // One channel fills no vector.
    if const { suits_host::<T>(W::GEOMETRY.multiply_adds()) && W::GEOMETRY.input[2] > 1 } {
        if let (Some(weight), Some(grad_out)) = (T::singles(weight), T::singles(flat(grad_out)))
            && let Some(grad_x) = T::singles_mut(flat_mut(grad_x))
        {
            host::convolution_input(const { &W::GEOMETRY }, weight, grad_out, grad_x);
        }
        return;
    }
    for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
        portable::backward_input::<T, W>(weight, flat(grad_out), flat_mut(grad_x));
    }
}

/// `grad_weight[ky][kx][c][o] += Σ x[r][…][c] · grad_out[r][y][x][o]`
#[inline(always)]
pub fn convolution_weight<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    grad_weight: &mut [T],
    x: &[X; ROWS],
    grad_out: &[Y; ROWS],
) {
    if const { suits_host::<T>(W::GEOMETRY.multiply_adds()) } {
        if let (Some(x), Some(grad_out)) = (T::singles(flat(x)), T::singles(flat(grad_out)))
            && let Some(grad_weight) = T::singles_mut(grad_weight)
        {
            host::convolution_weight(const { &W::GEOMETRY }, grad_weight, x, grad_out, 1.0);
        }
        return;
    }
    for (x, grad_out) in x.iter().zip(grad_out) {
        portable::backward_weight::<T, W>(grad_weight, flat(x), flat(grad_out), |gradient, sum| {
            *gradient = *gradient + sum;
        });
    }
}

/// `weight[ky][kx][c][o] −= rate · Σ x[r][…][c] · grad_out[r][y][x][o]`, without a buffer for gradients.
#[inline(always)]
pub fn convolution_descend<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    weight: &mut [T],
    x: &[X; ROWS],
    grad_out: &[Y; ROWS],
    rate: T,
) {
    if const { suits_host::<T>(W::GEOMETRY.multiply_adds()) } {
        if let (Some(x), Some(grad_out)) = (T::singles(flat(x)), T::singles(flat(grad_out)))
            && let (Some(weight), Some(&[rate])) =
                (T::singles_mut(weight), T::singles(&[rate]).and_then(|rate| rate.first_chunk()))
        {
            host::convolution_weight(const { &W::GEOMETRY }, weight, x, grad_out, -rate);
        }
        return;
    }
    for (x, grad_out) in x.iter().zip(grad_out) {
        portable::backward_weight::<T, W>(weight, flat(x), flat(grad_out), |weight, sum| {
            *weight = *weight - rate * sum;
        });
    }
}

/// `grad_bias[o] += Σ grad_out[r][y][x][o]`; without a bias nothing is added.
#[inline(always)]
pub fn convolution_bias<T: Number, W: Windowed, Y: Plain, const ROWS: usize>(
    grad_bias: &mut [T],
    grad_out: &[Y; ROWS],
) {
    if const { suits_host::<T>(W::GEOMETRY.multiply_adds()) } {
        if let (Some(grad_bias), Some(grad_out)) = (T::singles_mut(grad_bias), T::singles(flat(grad_out))) {
            host::convolution_bias(const { &W::GEOMETRY }, grad_bias, grad_out, 1.0);
        }
        return;
    }
    portable::backward_bias(grad_bias, flat(grad_out), |bias, gradient| *bias = *bias + gradient);
}

/// `bias[o] −= rate · Σ grad_out[r][y][x][o]`
#[inline(always)]
pub fn convolution_bias_descend<T: Number, W: Windowed, Y: Plain, const ROWS: usize>(
    bias: &mut [T],
    grad_out: &[Y; ROWS],
    rate: T,
) {
    if const { suits_host::<T>(W::GEOMETRY.multiply_adds()) } {
        if let (Some(bias), Some(grad_out)) = (T::singles_mut(bias), T::singles(flat(grad_out)))
            && let Some(&[rate]) = T::singles(&[rate]).and_then(|rate| rate.first_chunk())
        {
            host::convolution_bias(const { &W::GEOMETRY }, bias, grad_out, -rate);
        }
        return;
    }
    portable::backward_bias(bias, flat(grad_out), |bias, gradient| *bias = *bias - rate * gradient);
}

/// `out[r][y][x][c]` is the largest `x[r][…][c]` that the window sees.
#[inline(always)]
pub fn max_pool<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(x: &[X; ROWS], out: &mut [Y; ROWS]) {
    if const { suits_host::<T>(W::GEOMETRY.values()) } {
        if let (Some(x), Some(out)) = (T::singles(flat(x)), T::singles_mut(flat_mut(out))) {
            host::max_pool(const { &W::GEOMETRY }, x, out);
        }
        return;
    }
    for (x, out) in x.iter().zip(out) {
        pool::max::<T, W>(flat(x), flat_mut(out));
    }
}

/// `out[r][y][x][c]` is the mean of the `x[r][…][c]` that the window sees; `share` gives one part of so many.
#[inline(always)]
pub fn average_pool<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    x: &[X; ROWS],
    out: &mut [Y; ROWS],
    share: impl Fn(usize) -> T,
) {
    for (x, out) in x.iter().zip(out) {
        pool::mean::<T, W>(flat(x), flat_mut(out), &share);
    }
}

/// The gradient by every output reaches the inputs that the window sees, in equal parts.
#[inline(always)]
pub fn average_pool_input<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    grad_out: &[Y; ROWS],
    grad_x: &mut [X; ROWS],
    share: impl Fn(usize) -> T,
) {
    for (grad_out, grad_x) in grad_out.iter().zip(grad_x) {
        pool::mean_input::<T, W>(flat(grad_out), flat_mut(grad_x), &share);
    }
}

/// The gradient by every output reaches the first of the largest inputs.
#[inline(always)]
pub fn max_pool_input<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    x: &[X; ROWS],
    grad_out: &[Y; ROWS],
    grad_x: &mut [X; ROWS],
) {
    for ((x, grad_out), grad_x) in x.iter().zip(grad_out).zip(grad_x) {
        pool::max_input::<T, W>(flat(x), flat(grad_out), flat_mut(grad_x));
    }
}
