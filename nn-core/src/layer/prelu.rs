//! `Prelu`: a leaky ReLU that learns its slope.

use super::{Layer, Learn, Seen, head};
use crate::fingerprint;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};
use crate::tensors::{Dims, Part, Tensors};

/// Parametric ReLU: `y = x` for `x > 0`, else `slope · x`, with one trained slope per value, 0.25 at the start
/// (He et al. 2015).
///
/// `∂L/∂slope = g · x` for `x ≤ 0`, else `0`; `∂L/∂x = g` for `x > 0`, else `g · slope`.
///
/// # Shapes
/// Any shape, kept. `slope`: that shape.
#[derive(Clone)]
#[repr(C)]
pub struct Prelu<T: Scalar, In: Shape> {
    /// One slope per value.
    pub slope: In::Array<T>,
}
head::values!(<T: Scalar, In: Shape> Prelu<T, In>);

// SAFETY: one array of scalars.
unsafe impl<T: Scalar, In: Shape> Plain for Prelu<T, In> {
    const FLAT: bool = T::FLAT && <In::Array<T> as Plain>::FLAT;
}

impl<T: Scalar, In: Shape> PartialEq for Prelu<T, In> {
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(&self.slope) == flat::<T, _>(&other.slope)
    }
}

impl<T: Scalar, In: Shape> core::fmt::Debug for Prelu<T, In> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Prelu({})", In::LEN)
    }
}

impl<T: Scalar, In: Shape> Parameters<T> for Prelu<T, In> {
    const VALUES: usize = In::LEN;
    const TRAINED: usize = In::LEN;
    const TENSORS: Tensors = Tensors::Parts {
        parts: &[Part { name: "slope", tensors: Tensors::one::<T>(Role::Bias, Dims::of_shape::<In>()) }],
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Bias, flat(&self.slope));
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Bias, flat_mut(&mut self.slope));
    }
}

impl<T: Scalar, In: Shape> Layer<T> for Prelu<T, In> {
    type In = In;
    type Out = In;
    type Head = Self;

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("Prelu"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        let slopes: &[T] = flat(&self.slope);
        for (x, out) in x.iter().zip(out) {
            for (out, (&x, &slope)) in flat_mut::<T, _>(out).iter_mut().zip(flat::<T, _>(x).iter().zip(slopes)) {
                *out = if x > T::zero() { x } else { slope * x };
            }
        }
    }
}

impl<T: Scalar, In: Shape> Learn<T> for Prelu<T, In> {
    type Tape<const ROWS: usize> = ();
    type Gradients = Self;

    const DESCEND_BYTES: usize = 0;
    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, _: &mut Random) {
        flat_mut::<T, _>(&mut self.slope).fill(T::of(0.25));
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        mut gradients: Option<&mut Self>,
        mut grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let slopes: &[T] = flat(&self.slope);
        for (row, (x, grad_out)) in seen.x.iter().zip(grad_out.iter()).enumerate() {
            let (x, grad_out): (&[T], &[T]) = (flat(x), flat(grad_out));
            if let Some(gradients) = &mut gradients {
                for (gradient, (&x, &grad)) in
                    flat_mut::<T, _>(&mut gradients.slope).iter_mut().zip(x.iter().zip(grad_out))
                {
                    *gradient = *gradient + if x > T::zero() { T::zero() } else { grad * x };
                }
            }
            if let Some(grad_x) = grad_x.as_mut().and_then(|rows| rows.get_mut(row)) {
                let values = x.iter().zip(grad_out).zip(slopes);
                for (grad_x, ((&x, &grad), &slope)) in flat_mut::<T, _>(grad_x).iter_mut().zip(values) {
                    *grad_x = if x > T::zero() { grad } else { grad * slope };
                }
            }
        }
    }

    #[inline]
    fn descend_rows<const ROWS: usize>(
        &mut self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        rate: T,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(grad_x) = grad_x {
            self.backward_rows(Seen { ..seen }, grad_out, None, Some(grad_x));
        }
        for (x, grad_out) in seen.x.iter().zip(grad_out.iter()) {
            let values = flat::<T, _>(x).iter().zip(flat::<T, _>(grad_out));
            for (slope, (&x, &grad)) in flat_mut::<T, _>(&mut self.slope).iter_mut().zip(values) {
                *slope = *slope - if x > T::zero() { T::zero() } else { rate * (grad * x) };
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
        let layer = Prelu::<f64, Features<2>> { slope: [0.25, 0.5] };
        let (x, mut out) = ([[-4.0, 2.0], [3.0, -6.0]], [[0.0; 2]; 2]);
        layer.forward_rows(&x, &mut out);
        assert_eq!(out, [[-1.0, 2.0], [3.0, -3.0]]);
        let (mut gradients, mut grad_x) = (<Prelu<f64, Features<2>> as Plain>::ZERO, [[0.0; 2]; 2]);
        let seen = Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen, &mut [[1.0, 1.0], [1.0, 2.0]], Some(&mut gradients), Some(&mut grad_x));
        assert_eq!((gradients.slope, grad_x), ([-4.0, -12.0], [[0.25, 1.0], [1.0, 1.0]]));
    }

    #[test]
    fn at_zero_the_slope_counts() {
        let mut layer = Prelu::<f64, Features<1>>::ZERO;
        layer.initialize(&mut Random::new(1));
        assert_eq!((layer.slope, format!("{layer:?}")), ([0.25], "Prelu(1)".to_string()));
        let (mut gradients, mut grad_x) = (Prelu::<f64, Features<1>>::ZERO, [[0.0]]);
        let seen = Seen { x: &[[0.0]], out: &[[0.0]], tape: &() };
        layer.backward_rows(seen, &mut [[8.0]], Some(&mut gradients), Some(&mut grad_x));
        assert_eq!((gradients.slope, grad_x), ([0.0], [[2.0]]));
        assert!(layer != gradients && gradients == Prelu::ZERO);
    }
}
