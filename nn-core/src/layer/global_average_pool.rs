//! `GlobalAveragePool`: the mean of every channel.

use core::marker::PhantomData;

use super::{Layer, Learn, Ring, Seen, Stream, head};
use crate::fingerprint;
use crate::memory::{flat, flat_mut};
use crate::parameters::without_parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};

/// The mean of every channel over all pixels of an image, or all steps of a series: `y[c] = 1/n · Σ x[…][c]` (Lin, Chen and Yan 2014).
///
/// # Shapes
/// `x`: `Image<H, W, C>` or `Series<STEPS, C>`, `y`: `Features<C>`. No parameters.
///
/// Backward: `∂L/∂x[…][c] = g[c] / n`.
pub struct GlobalAveragePool<In>(PhantomData<In>);
without_parameters!(GlobalAveragePool<In: Shape>);

impl<T: Scalar, In: Shape> Layer<T> for GlobalAveragePool<In> {
    type In = In;
    type Out = In::Pooled;
    type Head = head::Linear;

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("GlobalAveragePool"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In::Pooled, T, ROWS>) {
        let (channels, pixels) = (In::Pooled::LEN, In::LEN / In::Pooled::LEN);
        for (x, out) in x.iter().zip(out) {
            let out: &mut [T] = flat_mut(out);
            for out in out.iter_mut() {
                *out = T::zero();
            }
            for pixel in flat::<T, _>(x).chunks_exact(channels.max(1)) {
                for (out, &x) in out.iter_mut().zip(pixel) {
                    *out = *out + x;
                }
            }
            for out in out.iter_mut() {
                *out = *out * T::one_over(pixels);
            }
        }
    }
}

/// Of a stream the mean over as many steps as a series has, added anew for each, so that nothing that was rounded stays.
impl<T: Scalar, In: Steps> Stream<T> for GlobalAveragePool<In> {
    type State = Ring<T, In>;
    type Given = In::Last<T>;
    fn step(&self, state: &mut Ring<T, In>, x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        let is_whole = state.take(x);
        if is_whole {
            let out: &mut [T] = flat_mut(out);
            for out in out.iter_mut() {
                *out = T::zero();
            }
            for step in state.parts().into_iter().flat_map(|part| part.chunks_exact(In::Pooled::LEN.max(1))) {
                for (out, &x) in out.iter_mut().zip(step) {
                    *out = *out + x;
                }
            }
            for out in out.iter_mut() {
                *out = *out * T::one_over(In::STEPS);
            }
        }
        is_whole
    }
}

impl<T: Scalar, In: Shape> Learn<T> for GlobalAveragePool<In> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (false, false);

    fn initialize(&mut self, _: &mut Random) {}
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In::Pooled, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let Some(grad_x) = grad_x else { return };
        let (channels, pixels) = (In::Pooled::LEN, In::LEN / In::Pooled::LEN);
        for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
            for pixel in flat_mut::<T, _>(grad_x).chunks_exact_mut(channels.max(1)) {
                for (grad_x, &gradient) in pixel.iter_mut().zip(flat::<T, _>(grad_out)) {
                    *grad_x = gradient * T::one_over(pixels);
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
        let pool = GlobalAveragePool::<Image<1, 2, 2>>::ZERO;
        let (x, mut out) = ([[[[1.0f64, -1.0], [3.0, -2.0]]]], [[0.0; 2]]);
        pool.forward_rows(&x, &mut out);
        assert_eq!(out, [[2.0, -1.5]]);
        let mut grad_x = [[[[9.0; 2]; 2]; 1]];
        let seen = Seen { x: &x, out: &out, tape: &() };
        pool.backward_rows(seen, &mut [[1.0, 4.0]], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[[[0.5, 2.0]; 2]]]);
        let mut out = [[0.0]];
        GlobalAveragePool::<Series<4, 1>>::ZERO.forward_rows(&[[[1.0f32], [2.0], [3.0], [6.0]]], &mut out);
        assert_eq!(out, [[3.0]]);
    }
}
