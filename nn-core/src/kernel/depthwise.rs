//! The verbs of depthwise convolution, in loops over channels that any compiler makes vectors of.

use super::curve::Curve;
use super::geometry::Windowed;
use super::portable::depthwise as portable;
pub use super::portable::depthwise::add_products as add_depthwise;
use crate::memory::{Plain, flat, flat_mut};
use crate::number::Number;

/// `out[r][y][x][o] = bias[o] + Σ x[r][…][o / multiplier] · weight[ky][kx][o]`; no bias counts as zero. What comes out never becomes that of
/// the curve here.
#[inline(always)]
pub fn depthwise<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    weight: &[T],
    bias: &[T],
    x: &[X; ROWS],
    out: &mut [Y; ROWS],
    _: Curve,
) -> bool {
    for (x, out) in x.iter().zip(out) {
        portable::forward::<T, W>(weight, bias, flat(x), flat_mut(out));
    }
    false
}

/// `grad_x[r][…][c] = Σ weight[ky][kx][o] · grad_out[r][y][x][o]` over the outputs of the channel
#[inline(always)]
pub fn depthwise_input<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    weight: &[T],
    grad_out: &[Y; ROWS],
    grad_x: &mut [X; ROWS],
) {
    for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
        portable::backward_input::<T, W>(weight, flat(grad_out), flat_mut(grad_x));
    }
}

/// `grad_weight[ky][kx][o] += Σ x[r][…][o / multiplier] · grad_out[r][y][x][o]`
#[inline(always)]
pub fn depthwise_weight<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    grad_weight: &mut [T],
    x: &[X; ROWS],
    grad_out: &[Y; ROWS],
) {
    for (x, grad_out) in x.iter().zip(grad_out) {
        portable::backward_weight::<T, W>(grad_weight, flat(x), flat(grad_out), |gradient, sum| {
            *gradient = *gradient + sum;
        });
    }
}

/// `weight[ky][kx][o] −= rate · Σ x[r][…][o / multiplier] · grad_out[r][y][x][o]`, without a buffer for gradients.
#[inline(always)]
pub fn depthwise_descend<T: Number, W: Windowed, X: Plain, Y: Plain, const ROWS: usize>(
    weight: &mut [T],
    x: &[X; ROWS],
    grad_out: &[Y; ROWS],
    rate: T,
) {
    for (x, grad_out) in x.iter().zip(grad_out) {
        portable::backward_weight::<T, W>(weight, flat(x), flat(grad_out), |weight, sum| {
            *weight = *weight - rate * sum;
        });
    }
}
