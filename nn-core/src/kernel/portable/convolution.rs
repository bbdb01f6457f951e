//! Convolution of one example, in loops that a compiler can write out: sums of a pixel stay in registers, weights are read in the order
//! of memory.

use crate::kernel::geometry::{Geometry, Windowed};
use crate::memory::{Plain, flat_mut};
use crate::number::Number;

/// The cells of the image that a window sees: for each, its row in the weight and its pixel.
#[inline(always)]
pub fn cells(geometry: Geometry, [y, x]: [usize; 2]) -> impl Iterator<Item = (usize, usize)> {
    let [height, width] = geometry.window.size;
    (0..height).filter_map(move |ky| Some((ky, geometry.row(y, ky)?))).flat_map(move |(ky, row)| {
        (0..width).filter_map(move |kx| Some((ky * width + kx, row * geometry.input[1] + geometry.column(x, kx)?)))
    })
}

/// The pixels that a window sees, as row and column.
#[inline(always)]
pub fn seen(geometry: Geometry, [y, x]: [usize; 2]) -> impl Iterator<Item = [usize; 2]> {
    let [height, width] = geometry.window.size;
    (0..height)
        .filter_map(move |ky| geometry.row(y, ky))
        .flat_map(move |row| (0..width).filter_map(move |kx| Some([row, geometry.column(x, kx)?])))
}

/// `at` pixels of `width` numbers into a slice, one pixel.
#[inline(always)]
pub fn pixel<T>(values: &[T], at: usize, width: usize) -> &[T] {
    values.get(at * width..).and_then(|values| values.get(..width)).unwrap_or_default()
}

/// [`pixel`], writable.
#[inline(always)]
pub fn pixel_mut<T>(values: &mut [T], at: usize, width: usize) -> &mut [T] {
    values.get_mut(at * width..).and_then(|values| values.get_mut(..width)).unwrap_or_default()
}

/// The sums of one pixel: `bias[o] + Σ x[…][c] · weight[ky][kx][c][o]`
#[inline(always)]
pub fn sums<T: Number, W: Windowed>(weight: &[T], bias: &[T], x: &[T], at: [usize; 2], sums: &mut [T]) {
    let [channels, outputs] = W::GEOMETRY.channels();
    for (sum, &bias) in sums.iter_mut().zip(bias) {
        *sum = bias;
    }
    for (cell, at) in cells(W::GEOMETRY, at) {
        let weights = pixel(weight, cell, channels * outputs);
        // Not zipped: at `opt-level` z the number of rows would be a division, and a path to a panic.
        let mut rows = weights.chunks_exact(outputs.max(1));
        for &x in pixel(x, at, channels) {
            let Some(weights) = rows.next() else { break };
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum = x.multiply_add(weight, *sum);
            }
        }
    }
}

/// `out[y][x][o] = bias[o] + Σ x[…][c] · weight[ky][kx][c][o]`
#[inline]
pub fn forward<T: Number, W: Windowed>(weight: &[T], bias: &[T], x: &[T], out: &mut [T]) {
    for (out, at) in out.chunks_exact_mut(W::GEOMETRY.output[2].max(1)).zip(W::GEOMETRY.outputs()) {
        let mut pixel = <W::Sums<T> as Plain>::ZERO;
        let pixel: &mut [T] = flat_mut(&mut pixel);
        sums::<T, W>(weight, bias, x, at, pixel);
        for (out, &sum) in out.iter_mut().zip(pixel.iter()) {
            *out = sum;
        }
    }
}

/// `grad_x[…][c] = Σ weight[ky][kx][c][o] · grad_out[y][x][o]`
#[inline]
pub fn backward_input<T: Number, W: Windowed>(weight: &[T], grad_out: &[T], grad_x: &mut [T]) {
    let (geometry, [channels, outputs]) = (W::GEOMETRY, W::GEOMETRY.channels());
    for gradient in grad_x.iter_mut() {
        *gradient = T::zero();
    }
    let mut pixels = grad_out.chunks_exact(outputs.max(1));
    for oy in 0..geometry.output[0] {
        for ox in 0..geometry.output[1] {
            let Some(grad_out) = pixels.next() else { return };
            for (cell, at) in cells(geometry, [oy, ox]) {
                let mut rows = pixel(weight, cell, channels * outputs).chunks_exact(outputs.max(1));
                for grad_x in pixel_mut(grad_x, at, channels) {
                    let Some(weights) = rows.next() else { break };
                    let products = weights.iter().zip(grad_out);
                    *grad_x = products.fold(*grad_x, |sum, (&weight, &gradient)| weight.multiply_add(gradient, sum));
                }
            }
        }
    }
}

/// What one example adds to the gradient by every row of the weight: `each(row, Σ x[…][c] · grad_out[y][x])`, in the order of memory.
#[inline]
pub fn backward_weight<T: Number, W: Windowed>(weight: &mut [T], x: &[T], grad_out: &[T], each: impl Fn(&mut T, T)) {
    let (geometry, [channels, outputs]) = (W::GEOMETRY, W::GEOMETRY.channels());
    let mut rows = weight.chunks_exact_mut(outputs.max(1));
    for ky in 0..geometry.window.size[0] {
        for kx in 0..geometry.window.size[1] {
            for channel in 0..channels {
                let Some(row) = rows.next() else { return };
                let mut sums = <W::Sums<T> as Plain>::ZERO;
                let sums: &mut [T] = flat_mut(&mut sums);
                for oy in 0..geometry.output[0] {
                    let Some(y) = geometry.row(oy, ky) else { continue };
                    for ox in 0..geometry.output[1] {
                        let Some(at) = geometry.column(ox, kx) else { continue };
                        let Some(&x) = x.get((y * geometry.input[1] + at) * channels + channel) else { continue };
                        let gradients = pixel(grad_out, oy * geometry.output[1] + ox, outputs);
                        for (sum, &gradient) in sums.iter_mut().zip(gradients) {
                            *sum = x.multiply_add(gradient, *sum);
                        }
                    }
                }
                for (weight, &sum) in row.iter_mut().zip(sums.iter()) {
                    each(weight, sum);
                }
            }
        }
    }
}

/// The gradient by every output channel reaches its bias: `each(bias[o], grad_out[y][x][o])`.
#[inline]
pub fn backward_bias<T: Number>(bias: &mut [T], grad_out: &[T], each: impl Fn(&mut T, T)) {
    if bias.is_empty() {
        return;
    }
    for pixel in grad_out.chunks_exact(bias.len().max(1)) {
        for (bias, &gradient) in bias.iter_mut().zip(pixel) {
            each(bias, gradient);
        }
    }
}
