//! `GlobalMaxPool`: the largest value of every channel.

use core::marker::PhantomData;

use super::{Layer, Learn, Ring, Seen, Stream, head};
use crate::fingerprint;
use crate::kernel;
use crate::memory::{flat, flat_mut};
use crate::parameters::without_parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};

/// The largest value of every channel over all pixels of an image, or all steps of a series: `y[c] = max x[…][c]`; NaN is the largest
/// (Collobert et al. 2011, over a series).
///
/// # Shapes
/// `x`: `Image<H, W, C>` or `Series<STEPS, C>`, `y`: `Features<C>`. No parameters, no multiply-adds.
///
/// Backward: the gradient goes to the largest value, to the first of several that are equal.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { struct Net { input: [f32; (3, 2)], GlobalMaxPool } }
/// assert_eq!(Net::new(1).forward(&[[1.0, -1.0], [3.0, -2.0], [2.0, -3.0]]), [3.0, -1.0]);
/// ```
pub struct GlobalMaxPool<In>(PhantomData<In>);
without_parameters!(GlobalMaxPool<In: Shape>);

/// The largest of every channel, of pixels that stand in so many parts.
#[inline(always)]
fn largest<T: Scalar, const PARTS: usize>(parts: [&[T]; PARTS], out: &mut [T]) {
    for out in out.iter_mut() {
        *out = T::neg_infinity();
    }
    // Chunks would divide, and where code shall be small the compiler does not see that it is not by zero.
    for mut part in parts {
        while let Some((pixel, rest)) = part.split_at_checked(out.len())
            && !pixel.is_empty()
        {
            kernel::raise(out, pixel);
            part = rest;
        }
    }
}

impl<T: Scalar, In: Shape> Layer<T> for GlobalMaxPool<In> {
    type In = In;
    type Out = In::Pooled;
    type Head = head::Linear;

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("GlobalMaxPool"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In::Pooled, T, ROWS>) {
        for (x, out) in x.iter().zip(out) {
            largest::<T, 1>([flat(x)], flat_mut(out));
        }
    }
}

/// Of a stream the largest of as many steps as a series has.
impl<T: Scalar, In: Steps> Stream<T> for GlobalMaxPool<In> {
    type State = Ring<T, In>;
    type Given = In::Last<T>;
    fn step(&self, state: &mut Ring<T, In>, x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        let is_whole = state.take(x);
        if is_whole {
            largest::<T, 2>(state.parts(), flat_mut(out));
        }
        is_whole
    }
}

impl<T: Scalar, In: Shape> Learn<T> for GlobalMaxPool<In> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, _: &mut Random) {}
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In::Pooled, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let Some(grad_x) = grad_x else { return };
        let channels = In::Pooled::LEN.max(1);
        for ((x, grad_out), grad_x) in seen.x.iter().zip(grad_out).zip(grad_x) {
            let (x, grad_x) = (flat::<T, _>(x), flat_mut::<T, _>(grad_x));
            for grad_x in grad_x.iter_mut() {
                *grad_x = T::zero();
            }
            for (channel, &gradient) in flat::<T, _>(grad_out).iter().enumerate() {
                let (mut first, mut most, mut at) = (channel, T::neg_infinity(), channel);
                while let Some(&x) = x.get(at) {
                    if x > most || x.is_nan() && !most.is_nan() {
                        (first, most) = (at, x);
                    }
                    at += channels;
                }
                if let Some(grad_x) = grad_x.get_mut(first) {
                    *grad_x = gradient;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Plain;
    use crate::shape::{Image, Series};

    #[test]
    fn literal_numbers() {
        let pool = GlobalMaxPool::<Image<1, 3, 2>>::ZERO;
        let (x, mut out) = ([[[[1.0f64, -1.0], [3.0, -2.0], [3.0, -1.5]]]], [[0.0; 2]]);
        pool.forward_rows(&x, &mut out);
        assert_eq!(out, [[3.0, -1.0]]);
        let mut grad_x = [[[[9.0; 2]; 3]; 1]];
        let seen = Seen { x: &x, out: &out, tape: &() };
        pool.backward_rows(seen, &mut [[1.0, 4.0]], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[[[0.0, 4.0], [1.0, 0.0], [0.0, 0.0]]]]);
    }

    #[test]
    fn nan_is_the_largest() {
        let pool = GlobalMaxPool::<Series<3, 1>>::ZERO;
        for at in 0..3 {
            let (mut x, mut out, mut grad_x) = ([[[1.0f32], [2.0], [3.0]]], [[0.0]], [[[9.0]; 3]]);
            x[0][at] = [f32::NAN];
            pool.forward_rows(&x, &mut out);
            assert!(out[0][0].is_nan(), "{at}");
            let seen = Seen { x: &x, out: &out, tape: &() };
            pool.backward_rows(seen, &mut [[1.0]], None, Some(&mut grad_x));
            assert_eq!(grad_x, [[0, 1, 2].map(|step| [f32::from(u8::from(step == at))])]);
        }
    }
}
