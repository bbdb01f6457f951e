//! Depthwise convolution of one example: every channel is seen by windows of its own, as many as the multiplier says, and channels stand
//! side by side in memory, so that loops run over them.

use super::convolution::{cells, pixel, pixel_mut};
use crate::kernel::geometry::{Geometry, Windowed};
use crate::memory::{Plain, flat_mut};
use crate::number::Number;

/// Outputs of each channel.
const fn multiplier(geometry: &Geometry) -> usize {
    let [channels, outputs] = geometry.channels();
    if channels == 0 || outputs < channels { 1 } else { outputs / channels }
}

/// `sums[o] += x[o / multiplier] · weights[o]`
#[inline(always)]
pub fn add_products<T: Number, W: Windowed>(x: &[T], weights: &[T], sums: &mut [T]) {
    let many = const { multiplier(&W::GEOMETRY) };
    if many == 1 {
        for ((sum, &weight), &x) in sums.iter_mut().zip(weights).zip(x) {
            *sum = x.multiply_add(weight, *sum);
        }
        return;
    }
    let (mut weights, mut sums) = (weights.chunks_exact(many), sums.chunks_exact_mut(many));
    for &x in x {
        let (Some(weights), Some(sums)) = (weights.next(), sums.next()) else { return };
        for (sum, &weight) in sums.iter_mut().zip(weights) {
            *sum = x.multiply_add(weight, *sum);
        }
    }
}

/// `out[y][x][o] = bias[o] + Σ x[…][o / multiplier] · weight[ky][kx][o]`
#[inline]
pub fn forward<T: Number, W: Windowed>(weight: &[T], bias: &[T], x: &[T], out: &mut [T]) {
    let [channels, outputs] = W::GEOMETRY.channels();
    for (out, at) in out.chunks_exact_mut(outputs.max(1)).zip(W::GEOMETRY.outputs()) {
        for sum in out.iter_mut() {
            *sum = T::zero();
        }
        for (sum, &bias) in out.iter_mut().zip(bias) {
            *sum = bias;
        }
        for (cell, at) in cells(W::GEOMETRY, at) {
            add_products::<T, W>(pixel(x, at, channels), pixel(weight, cell, outputs), out);
        }
    }
}

/// `grad_x[…][c] = Σ weight[ky][kx][o] · grad_out[y][x][o]` over the outputs of the channel
#[inline]
pub fn backward_input<T: Number, W: Windowed>(weight: &[T], grad_out: &[T], grad_x: &mut [T]) {
    let (many, [channels, outputs]) = (const { multiplier(&W::GEOMETRY) }, W::GEOMETRY.channels());
    for gradient in grad_x.iter_mut() {
        *gradient = T::zero();
    }
    for (grad_out, at) in grad_out.chunks_exact(outputs.max(1)).zip(W::GEOMETRY.outputs()) {
        for (cell, at) in cells(W::GEOMETRY, at) {
            let mut gradients = grad_out.chunks_exact(many);
            let mut weights = pixel(weight, cell, outputs).chunks_exact(many);
            for grad_x in pixel_mut(grad_x, at, channels) {
                let (Some(gradients), Some(weights)) = (gradients.next(), weights.next()) else { break };
                for (&gradient, &weight) in gradients.iter().zip(weights) {
                    *grad_x = weight.multiply_add(gradient, *grad_x);
                }
            }
        }
    }
}

/// What one example adds to the gradient by the weights: `each(weight[ky][kx][o], Σ x[…][o / multiplier] · grad_out[y][x][o])`.
#[inline]
pub fn backward_weight<T: Number, W: Windowed>(weight: &mut [T], x: &[T], grad_out: &[T], each: impl Fn(&mut T, T)) {
    let (geometry, [channels, outputs]) = (W::GEOMETRY, W::GEOMETRY.channels());
    let mut rows = weight.chunks_exact_mut(outputs.max(1));
    for ky in 0..geometry.window.size[0] {
        for kx in 0..geometry.window.size[1] {
            let Some(row) = rows.next() else { return };
            let mut sums = <W::Sums<T> as Plain>::ZERO;
            let sums: &mut [T] = flat_mut(&mut sums);
            for oy in 0..geometry.output[0] {
                let Some(y) = geometry.row(oy, ky) else { continue };
                for ox in 0..geometry.output[1] {
                    let Some(at) = geometry.column(ox, kx) else { continue };
                    let x = pixel(x, y * geometry.input[1] + at, channels);
                    add_products::<T, W>(x, pixel(grad_out, oy * geometry.output[1] + ox, outputs), sums);
                }
            }
            for (weight, &sum) in row.iter_mut().zip(sums.iter()) {
                each(weight, sum);
            }
        }
    }
}
