//! `Standardize`: preprocessing that ships inside the network.

use super::{Layer, Seen, fingerprint};
use crate::head;
use crate::kernel;
use crate::math::Math;
use crate::matrix::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};

/// Fixed mean and scale per value: `y = (x − mean) · inverse_scale`.
///
/// Fit it to the training inputs ([`fit`](Self::fit)) or give one pair for all, `Standardize(mean = 0.0, scale = 16.0)`.
/// The values are saved with the network and never trained. A network made by `zeros()` has `inverse_scale` zero until
/// its weights are loaded.
///
/// # Shapes
/// Any shape, kept. `mean`, `inverse_scale`: that shape.
#[derive(Clone)]
#[repr(C)]
pub struct Standardize<T: Scalar, In: Shape> {
    /// What is subtracted.
    pub mean: In::Array<T>,
    /// One over the scale (the standard deviation, as a rule).
    pub inverse_scale: In::Array<T>,
}

// SAFETY: `repr(C)` arrays of one scalar type.
unsafe impl<T: Scalar, In: Shape> Plain for Standardize<T, In> {
    const FLAT: bool = T::FLAT && <In::Array<T> as Plain>::FLAT;
}

impl<T: Scalar, In: Shape> Standardize<T, In> {
    /// Sets one mean and one scale for all values.
    pub fn set(&mut self, mean: T, scale: T) {
        flat_mut::<T, _>(&mut self.mean).fill(mean);
        flat_mut::<T, _>(&mut self.inverse_scale).fill(T::one() / scale);
    }

    /// Takes mean and population standard deviation from inputs, one pair per value; a value that never changes keeps
    /// scale 1. No rows change nothing.
    pub fn fit<'a>(&mut self, inputs: impl IntoIterator<Item = &'a In::Array<T>> + Clone)
    where
        In::Array<T>: 'a,
    {
        let rows = inputs.clone().into_iter().count();
        if rows == 0 {
            return;
        }
        let share = T::one() / T::count(rows);
        let mean: &mut [T] = flat_mut(&mut self.mean);
        mean.fill(T::zero());
        for input in inputs.clone() {
            for (mean, &x) in mean.iter_mut().zip(flat::<T, _>(input)) {
                *mean = x.multiply_add(share, *mean);
            }
        }
        let scale: &mut [T] = flat_mut(&mut self.inverse_scale);
        scale.fill(T::zero());
        for input in inputs {
            for ((scale, &mean), &x) in scale.iter_mut().zip(mean.iter()).zip(flat::<T, _>(input)) {
                *scale = *scale + (x - mean) * (x - mean) * share;
            }
        }
        for scale in scale {
            // Rounding of the mean leaves a little variance where there is none.
            *scale = if *scale > T::epsilon() { T::one() / Math::sqrt(*scale) } else { T::one() };
        }
    }
}

impl<T: Scalar, In: Shape> PartialEq for Standardize<T, In> {
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(&self.mean) == flat::<T, _>(&other.mean)
            && flat::<T, _>(&self.inverse_scale) == flat::<T, _>(&other.inverse_scale)
    }
}

impl<T: Scalar, In: Shape> core::fmt::Debug for Standardize<T, In> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Standardize({})", In::LEN)
    }
}

impl<T: Scalar, In: Shape> Parameters<T> for Standardize<T, In> {
    const VALUES: usize = 2 * In::LEN;
    const TRAINED: usize = 0;

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Fixed, flat(&self.mean));
        visitor(Role::Fixed, flat(&self.inverse_scale));
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Fixed, flat_mut(&mut self.mean));
        visitor(Role::Fixed, flat_mut(&mut self.inverse_scale));
    }
}

impl<T: Scalar, In: Shape> Layer<T> for Standardize<T, In> {
    type In = In;
    type Out = In;
    type Head = head::Linear;
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("Standardize"));

    fn initialize(&mut self, _: &mut Random) {
        self.set(T::zero(), T::one());
    }

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        let (means, scales): (&[T], &[T]) = (flat(&self.mean), flat(&self.inverse_scale));
        for (x, out) in x.iter().zip(out) {
            let values = flat::<T, _>(x).iter().zip(means).zip(scales);
            for (out, ((&x, &mean), &scale)) in flat_mut::<T, _>(out).iter_mut().zip(values) {
                *out = (x - mean) * scale;
                kernel::compact::rolled();
            }
        }
    }

    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let Some(grad_x) = grad_x else { return };
        let scales: &[T] = flat(&self.inverse_scale);
        for (grad_out, grad_x) in grad_out.iter().zip(grad_x) {
            let values = flat::<T, _>(grad_out).iter().zip(scales);
            for (grad_x, (&gradient, &scale)) in flat_mut::<T, _>(grad_x).iter_mut().zip(values) {
                *grad_x = gradient * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Features;

    #[test]
    fn literal_numbers() {
        let mut layer = <Standardize<f64, Features<2>> as Plain>::ZERO;
        layer.fit(&[[1.0, 5.0], [3.0, 5.0]]);
        assert_eq!((layer.mean, layer.inverse_scale), ([2.0, 5.0], [1.0, 1.0]));
        let mut out = [[0.0; 2]];
        layer.mean = [2.0, 1.0];
        layer.inverse_scale = [0.5, 4.0];
        layer.forward_rows(&[[4.0, 2.0]], &mut out);
        assert_eq!(out, [[1.0, 4.0]]);
    }
}
