//! Pooling of one example.

use super::convolution::{cells, pixel, pixel_mut, seen, sums};
use crate::kernel::curve::InPlace;
use crate::kernel::geometry::Windowed;
use crate::memory::{Plain, flat_mut};
use crate::number::Number;

/// Whether a value takes the place of the largest so far; NaN does, and is never replaced.
#[inline(always)]
fn wins<T: Number>(value: T, largest: T) -> bool {
    value > largest || value.is_nan()
}

/// Values take the place of the largest so far; NaN does, and is never replaced.
#[inline(always)]
pub fn raise<T: Number>(largest: &mut [T], values: &[T]) {
    for (largest, &value) in largest.iter_mut().zip(values) {
        *largest = if wins(value, *largest) { value } else { *largest };
    }
}

/// The largest value of every channel that a window sees.
#[inline(always)]
fn largest<T: Number, W: Windowed>(x: &[T], at: [usize; 2], largest: &mut [T]) {
    for largest in largest.iter_mut() {
        *largest = T::neg_infinity();
    }
    for (_, cell) in cells(W::GEOMETRY, at) {
        raise(largest, pixel(x, cell, W::GEOMETRY.input[2]));
    }
}

/// The largest of every window.
#[inline]
pub fn max<T: Number, W: Windowed>(x: &[T], out: &mut [T]) {
    for (out, at) in out.chunks_exact_mut(W::GEOMETRY.output[2].max(1)).zip(W::GEOMETRY.outputs()) {
        largest::<T, W>(x, at, out);
    }
}

/// The largest of every window that goes over the map of a convolution, whose values `change` changes: pixel by pixel, so that the map
/// never stands whole.
#[inline]
pub fn max_of_map<T: Number, M: Windowed, W: Windowed>(
    (weight, bias): (&[T], &[T]),
    x: &[T],
    out: &mut [T],
    change: impl InPlace<T>,
) {
    for (out, at) in out.chunks_exact_mut(W::GEOMETRY.output[2].max(1)).zip(W::GEOMETRY.outputs()) {
        for out in out.iter_mut() {
            *out = T::neg_infinity();
        }
        for at in seen(W::GEOMETRY, at) {
            let mut pixel = <M::Sums<T> as Plain>::ZERO;
            let pixel: &mut [T] = flat_mut(&mut pixel);
            sums::<T, M>(weight, bias, x, at, pixel);
            change.run(pixel);
            raise(out, pixel);
        }
    }
}

/// The gradient goes to the first value that is the largest.
#[inline]
pub fn max_input<T: Number, W: Windowed>(x: &[T], grad_out: &[T], grad_x: &mut [T]) {
    let channels = W::GEOMETRY.output[2];
    for gradient in grad_x.iter_mut() {
        *gradient = T::zero();
    }
    for (grad_out, at) in grad_out.chunks_exact(channels.max(1)).zip(W::GEOMETRY.outputs()) {
        let mut sought = <W::Sums<T> as Plain>::ZERO;
        let sought: &mut [T] = flat_mut(&mut sought);
        largest::<T, W>(x, at, sought);
        for (_, cell) in cells(W::GEOMETRY, at) {
            let values = pixel_mut(grad_x, cell, channels).iter_mut().zip(pixel(x, cell, channels));
            for ((grad_x, &value), (sought, &gradient)) in values.zip(sought.iter_mut().zip(grad_out)) {
                if value == *sought {
                    *grad_x = *grad_x + gradient;
                    // Nothing is equal to this: it is found once.
                    *sought = T::nan();
                }
            }
        }
    }
}

/// One part of as many cells as the window sees of the image; few windows see fewer than all.
#[inline(always)]
fn share_of<T: Number, W: Windowed>(at: [usize; 2], share: &impl Fn(usize) -> T) -> T {
    let ([height, width], seen) = (W::GEOMETRY.window.size, cells(W::GEOMETRY, at).count());
    if seen == height * width { share(height * width) } else { share(seen.max(1)) }
}

/// The mean of every window.
#[inline]
pub fn mean<T: Number, W: Windowed>(x: &[T], out: &mut [T], share: &impl Fn(usize) -> T) {
    for (out, at) in out.chunks_exact_mut(W::GEOMETRY.output[2].max(1)).zip(W::GEOMETRY.outputs()) {
        for out in out.iter_mut() {
            *out = T::zero();
        }
        for (_, cell) in cells(W::GEOMETRY, at) {
            for (out, &value) in out.iter_mut().zip(pixel(x, cell, W::GEOMETRY.input[2])) {
                *out = *out + value;
            }
        }
        let share = share_of::<T, W>(at, share);
        for out in out.iter_mut() {
            *out = *out * share;
        }
    }
}

/// The gradient goes to all that a window sees, in equal parts.
#[inline]
pub fn mean_input<T: Number, W: Windowed>(grad_out: &[T], grad_x: &mut [T], share: &impl Fn(usize) -> T) {
    let channels = W::GEOMETRY.output[2];
    for gradient in grad_x.iter_mut() {
        *gradient = T::zero();
    }
    for (grad_out, at) in grad_out.chunks_exact(channels.max(1)).zip(W::GEOMETRY.outputs()) {
        let share = share_of::<T, W>(at, share);
        for (_, cell) in cells(W::GEOMETRY, at) {
            for (grad_x, &gradient) in pixel_mut(grad_x, cell, channels).iter_mut().zip(grad_out) {
                *grad_x = gradient.multiply_add(share, *grad_x);
            }
        }
    }
}
