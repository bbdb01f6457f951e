//! `LastStep`: of a series, what stands at its end.

use core::marker::PhantomData;

use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::memory::{flat, flat_mut};
use crate::parameters::without_parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};

/// The last step of a series: what a recurrent layer knows when it has seen all.
///
/// # Shapes
/// `x`: `Series<STEPS, N>`, `y`: `Features<N>`. No parameters.
///
/// Backward: the gradient goes to the last step, zero to all others.
pub struct LastStep<In>(PhantomData<In>);
without_parameters!(LastStep<In: Steps>);

impl<T: Scalar, In: Steps> Layer<T> for LastStep<In> {
    type In = In;
    type Out = In::Pooled;
    type Head = head::Linear;

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("LastStep"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In::Pooled, T, ROWS>) {
        for (x, out) in x.iter().zip(out) {
            let last = flat::<T, _>(x).get(In::LEN - In::Pooled::LEN..).unwrap_or_default();
            for (out, &x) in flat_mut::<T, _>(out).iter_mut().zip(last) {
                *out = x;
            }
        }
    }
}

impl<T: Scalar, In: Steps> Stream<T> for LastStep<In> {
    type State = ();
    type Given = In::Last<T>;
    #[inline]
    fn step(&self, (): &mut (), x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        *out = *x;
        true
    }
}

impl<T: Scalar, In: Steps> Learn<T> for LastStep<In> {
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
        for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
            let grad_x: &mut [T] = flat_mut(grad_x);
            for grad_x in grad_x.iter_mut() {
                *grad_x = T::zero();
            }
            let last = grad_x.get_mut(In::LEN - In::Pooled::LEN..).unwrap_or_default();
            for (grad_x, &gradient) in last.iter_mut().zip(flat::<T, _>(grad_out)) {
                *grad_x = gradient;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Plain;
    use crate::shape::Series;

    #[test]
    fn literal_numbers() {
        let layer = LastStep::<Series<3, 2>>::ZERO;
        let (x, mut out) = ([[[1.0f64, 2.0], [3.0, 4.0], [5.0, 6.0]]], [[0.0; 2]]);
        layer.forward_rows(&x, &mut out);
        assert_eq!(out, [[5.0, 6.0]]);
        let mut grad_x = [[[9.0; 2]; 3]];
        let seen = Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen, &mut [[1.0, 2.0]], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[[0.0; 2], [0.0; 2], [1.0, 2.0]]]);
    }
}
